"""Cases within a call: the person's list, a new one prepared from their words, one of them."""

from __future__ import annotations

from secrets import token_hex
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.cases import CaseFile, CasePage, CaseReceipt
from backend.contract.workplace import Workplace
from callcenter.cases.case_forms import FormWrong, new_case
from callcenter.cases.case_rows import rows_of
from callcenter.cases.desk_pages import CASE_QUERY, step_in, told_of
from callcenter.cases.leading import (
    CHANGED,
    NUMBER,
    Around,
    LeftOpen,
    Refusal,
    both_values,
    chosen,
    form_values,
    page_values,
    refused,
    spoken_for,
    taken,
    wrong,
)
from callcenter.console import Console
from callcenter.desk.frame import Frame, InContact
from callcenter.desk.tabs import address_in
from callcenter.numbered.steps import current_in, number_in
from callcenter.requests import read_query

TAB: Final = "cases"


FOLDER: Final = "/contacts/{contact}/cases"


def case_call_routes(console: Console, frame: Frame) -> list[Route]:
    """Within the frame: whatever fails, the person stays in sight."""
    return [*_of_caller(console, frame), *_one(console, frame)]


def _of_caller(console: Console, frame: Frame) -> list[Route]:
    """The caller's list, and a new one."""

    async def show_list(at: InContact) -> Response:
        place = await frame.place(at)
        person = place.contact.person
        found: CasePage | ClientFailure | None = None
        if person is not None:
            found = await console.ask(console.calls.cases.page, at.acting, person=person, order="newest")
        failure = found if isinstance(found, ClientFailure) else None
        rows = rows_of(found.cases, spoken_for(console, at.visit)) if isinstance(found, CasePage) else ()
        values = {"rows": rows, "folder": folder_of(at), "nobody": person is None}
        return frame.page(at, place, "cases/of_caller.html", values, tab=TAB, failure=failure)

    async def show_new(at: InContact) -> Response:
        return new_page(at, await frame.place(at), {"kind": "enquiry"}, None)

    def new_page(at: InContact, place: Workplace, typed: dict[str, str], refusal: Refusal | None) -> Response:
        values = {
            "layout": "desk.html",
            "folder": folder_of(at),
            "at_desk": False,
            "channels": (),
            "nobody": place.contact.person is None,
            "typed": typed,
            "field": refusal.field if refusal else "",
            "once": token_hex(16),
            **form_values(spoken_for(console, at.visit)),
        }
        failure = refusal.failure if refusal else None
        return frame.page(at, place, "cases/new.html", values, tab=TAB, failure=failure)

    async def open_case(at: InContact) -> Response:
        fields = await at.form()
        place = await frame.place(at)
        contact = place.contact
        channel = "visit" if contact.channel == "visit" else "phone"
        author = contact.speaker or contact.person
        try:
            new = new_case(fields, channel, at.contact, author, contact.person)
        except FormWrong as error:
            return new_page(at, place, fields, wrong(error))
        made = await console.ask(console.calls.cases.open, at.acting, new, fields.get("once", ""))
        if isinstance(made, ClientFailure):
            return new_page(at, place, fields, refused(made))
        return console.moved(f"{folder_of(at)}/{made.number}?told=opened", at.visit)

    return [
        Route(FOLDER, frame.serve(show_list), methods=["GET"]),
        Route(FOLDER, frame.serve(open_case), methods=["POST"]),
        Route(f"{FOLDER}/new", frame.serve(show_new), methods=["GET"]),
    ]


def _one(console: Console, frame: Frame) -> list[Route]:
    """One of them, with the steps that an operator takes."""

    async def show_one(at: InContact) -> Response:
        number = number_in(at.request, NUMBER)
        query = read_query(at.request, CASE_QUERY)
        place, case = await frame.together(at, console.calls.cases.view, at.acting, number)
        if isinstance(case, ClientFailure):
            return frame.failed(at, place, case, tab=TAB)
        values = page_values(console, at.visit, case, around(at), told=query.get("told", ""))
        return frame.page(at, place, "cases/case.html", values, tab=TAB)

    async def take(at: InContact) -> Response:
        number, step = number_in(at.request, NUMBER), step_in(at.request)
        fields = chosen(await at.form())
        case = await console.ask(console.calls.cases.view, at.acting, number)
        if isinstance(case, ClientFailure):
            return frame.failed(at, await frame.place(at), case, tab=TAB)
        try:
            outcome = await taken(console, at.acting, case, step, fields)
        except FormWrong as error:
            return await one_page(at, case, step, fields, wrong(error))
        if isinstance(outcome, ClientFailure):
            theirs = current_in(outcome, CHANGED, CaseFile)
            if step == "text" and theirs is not None:
                values = both_values(console, at.visit, theirs, around(at), fields)
                place = await frame.place(at)
                return frame.page(at, place, "cases/both.html", values, tab=TAB, failure=outcome)
            return await one_page(at, theirs or case, step, fields, refused(outcome))
        if isinstance(outcome, CaseReceipt) and fields.get("channel") in {"paper", "voice"}:
            values = {"receipt": outcome, "address": f"{folder_of(at)}/{number}", "layout": "desk.html"}
            return frame.page(at, await frame.place(at), "cases/receipt.html", values, tab=TAB)
        return console.moved(f"{folder_of(at)}/{number}?told={told_of(outcome)}", at.visit)

    async def one_page(
        at: InContact, case: CaseFile, step: str, typed: dict[str, str], refusal: Refusal
    ) -> Response:
        left = LeftOpen(step, typed, refusal.field)
        values = page_values(console, at.visit, case, around(at), left)
        place = await frame.place(at)
        return frame.page(at, place, "cases/case.html", values, tab=TAB, failure=refusal.failure)

    return [
        Route(f"{FOLDER}/{{number}}", frame.serve(show_one), methods=["GET"]),
        Route(f"{FOLDER}/{{number}}/{{step}}", frame.serve(take), methods=["POST"]),
    ]


def folder_of(at: InContact) -> str:
    """The address of the caller's cases."""
    return address_in(at.contact, TAB)


def around(at: InContact) -> Around:
    return Around(folder_of(at), at_desk=False)
