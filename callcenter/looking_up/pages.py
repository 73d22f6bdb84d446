"""«Справка»: search, scripts and entries, as pages of their own and to the right of a call.

A page's script asks for the right zone alone; without it the same forms and links answer with whole pages.
Nothing here asks the backend, but for choosing the contact's topic, reporting a wrong record, and saying that
a search found nothing: what was searched for is not told.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from secrets import token_hex
from typing import Final

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.calling.acting import As
from backend.client import ClientFailure
from backend.contract.contacts import ContactTopicIn
from backend.contract.unmet import LEAST_LETTERS
from backend.contract.wrong_records import LONGEST_WORDS, WrongRecordIn
from callcenter.console import STALE_TOKEN, Console
from callcenter.desk.frame import Frame, InContact
from callcenter.desk.tabs import address_in
from callcenter.guard import by_script, guarded_by_sign_in, sign_in_again
from callcenter.knowledge.aside import KNOWLEDGE_PAGE, aside_of, bare, opened, searched
from callcenter.knowledge.library import Library
from callcenter.knowledge.values import Knowledge
from callcenter.requests import DESK_FORM, PageProblem
from callcenter.visit import Visit

TAB: Final = "knowledge"
LONGEST_QUERY: Final = 200
THANKS: Final = "thanks"
INCOMPLETE: Final = "report-incomplete"


def knowledge_routes(console: Console, frame: Frame) -> list[Route]:
    """Both ways in."""
    return [*_own_pages(console), *_within_a_call(console, frame)]


def _own_pages(console: Console) -> list[Route]:
    async def show(request: Request, visit: Visit) -> Response:
        return page(visit, begun(visit))

    async def search(request: Request, visit: Visit) -> Response:
        fields = await visit.form(request, DESK_FORM)
        library = library_for(console, visit)
        found = searched(library, begun(visit), _query(fields), here_and_now(console, visit))
        await _note_in_vain(console, console.as_(visit), found)
        return page(visit, found)

    async def show_entry(request: Request, visit: Visit) -> Response:
        return page(visit, _opened(console, visit, begun(visit), request))

    async def report(request: Request, visit: Visit) -> Response:
        fields = await visit.form(request, DESK_FORM)
        assert visit.session is not None
        known = await _reported(console, visit, As(visit.session.token), begun(visit), fields)
        if known.told in STALE_TOKEN:
            return sign_in_again(console, request, visit)
        return page(visit, known)

    def begun(visit: Visit) -> Knowledge:
        return bare(library_for(console, visit), KNOWLEDGE_PAGE, in_contact=False)

    def page(visit: Visit, known: Knowledge) -> Response:
        here = KNOWLEDGE_PAGE
        if known.entry is not None:
            here = f"{KNOWLEDGE_PAGE}/{known.entry.kind}/{known.entry.id}"
        values = {"here": here, "known": known, "once": token_hex(16)}
        return console.page("knowledge/page.html", visit, values)

    return [
        Route(KNOWLEDGE_PAGE, guarded_by_sign_in(console, show), methods=["GET"]),
        Route(KNOWLEDGE_PAGE, guarded_by_sign_in(console, search), methods=["POST"]),
        Route(f"{KNOWLEDGE_PAGE}/report", guarded_by_sign_in(console, report), methods=["POST"]),
        Route(
            f"{KNOWLEDGE_PAGE}/{{kind}}/{{entry}}", guarded_by_sign_in(console, show_entry), methods=["GET"]
        ),
    ]


async def _note_in_vain(console: Console, acting: As, found: Knowledge) -> None:
    """An unmet need; the page is shown whatever comes of it."""
    if found.hits == () and len(found.query.strip()) >= LEAST_LETTERS:
        await console.ask(console.calls.supervision.note_unmet, acting, "knowledge")


def _within_a_call(console: Console, frame: Frame) -> list[Route]:
    async def show(at: InContact) -> Response:
        if by_script(at.request):
            place = await frame.place(at)  # the topic may have been changed meanwhile
            return alone(at, _aside(console, at, place.contact.topic))
        return await whole(at, begun(at))

    async def search(at: InContact) -> Response:
        fields = await at.form()
        found = searched(library(at), begun(at), _query(fields), here_and_now(console, at.visit))
        await _note_in_vain(console, at.acting, found)
        return alone(at, found) if by_script(at.request) else await whole(at, found)

    async def show_entry(at: InContact) -> Response:
        known = _opened(console, at.visit, begun(at), at.request)
        return alone(at, known) if by_script(at.request) else await whole(at, known)

    async def choose_topic(at: InContact) -> Response:
        topic = (await at.form()).get("topic", "")
        if library(at).topic(topic) is None:
            raise PageProblem("body-invalid", 422)
        chosen = await console.ask(
            console.calls.contacts.choose_topic, at.acting, at.contact, ContactTopicIn(topic=topic)
        )
        if isinstance(chosen, ClientFailure):
            known = replace(_aside(console, at, topic), told=chosen.code)
            return alone(at, known) if by_script(at.request) else await failed(at, chosen)
        return alone(at, _aside(console, at, topic)) if by_script(at.request) else frame.moved(at)

    async def report(at: InContact) -> Response:
        known = await _reported(console, at.visit, at.acting, begun(at), await at.form())
        return alone(at, known) if by_script(at.request) else await whole(at, known)

    async def whole(at: InContact, known: Knowledge) -> Response:
        """The entry in the middle, for who has no script; the person stays in sight."""
        if known.told in STALE_TOKEN:
            return sign_in_again(console, at.request, at.visit)
        place = await frame.place(at)
        values = {"known": known, "once": token_hex(16)}
        return frame.page(at, place, "knowledge/in_contact.html", values, tab=TAB)

    async def failed(at: InContact, failure: ClientFailure) -> Response:
        return frame.failed(at, await frame.place(at), failure)

    def alone(at: InContact, known: Knowledge) -> Response:
        values = {"known": known, "once": token_hex(16), "contact": at.contact}
        return console.page("knowledge/fragment.html", at.visit, values)

    def begun(at: InContact) -> Knowledge:
        return bare(library(at), base_in(at.contact), in_contact=True)

    def library(at: InContact) -> Library:
        return library_for(console, at.visit)

    address = base_in("{contact}")
    return [
        Route(address, frame.serve(show), methods=["GET"]),
        Route(address, frame.serve(search), methods=["POST"]),
        Route(f"{address}/topic", frame.serve(choose_topic), methods=["POST"]),
        Route(f"{address}/report", frame.serve(report), methods=["POST"]),
        Route(f"{address}/{{kind}}/{{entry}}", frame.serve(show_entry), methods=["GET"]),
    ]


def base_in(contact: str) -> str:
    return address_in(contact, TAB)


def library_for(console: Console, visit: Visit) -> Library:
    return console.library[visit.language]


def here_and_now(console: Console, visit: Visit) -> datetime:
    """By the clock of the region."""
    return visit.now.astimezone(console.zone)


def _aside(console: Console, at: InContact, topic: str) -> Knowledge:
    now = here_and_now(console, at.visit)
    return aside_of(library_for(console, at.visit), base_in(at.contact), topic, "", now)


def _opened(console: Console, visit: Visit, known: Knowledge, request: Request) -> Knowledge:
    kind, entry = str(request.path_params["kind"]), str(request.path_params["entry"])
    found = opened(library_for(console, visit), known, kind, entry, here_and_now(console, visit))
    if found is None:
        raise PageProblem("not-found", 404)
    return found


def _query(fields: dict[str, str]) -> str:
    return fields.get("q", "").strip()[:LONGEST_QUERY]


async def _reported(
    console: Console, visit: Visit, acting: As, known: Knowledge, fields: dict[str, str]
) -> Knowledge:
    """The entry again, with thanks or with what was typed and why it was not sent."""
    kind, entry, what = fields.get("kind", ""), fields.get("entry", ""), fields.get("what", "").strip()
    shown = opened(library_for(console, visit), known, kind, entry, here_and_now(console, visit))
    if shown is None:
        raise PageProblem("body-invalid", 422)
    try:
        told = WrongRecordIn.model_validate(
            {"kind": kind, "entry": entry, "what": what[:LONGEST_WORDS], "pack_hash": known.pack_hash}
        )
    except ValidationError:
        return replace(shown, told=INCOMPLETE, typed=what)
    done = await console.ask(
        console.calls.wrong_records.tell, acting, told, fields.get("once", "") or token_hex(16)
    )
    if isinstance(done, ClientFailure):
        return replace(shown, told=done.code, typed=what)
    return replace(shown, told=THANKS)
