"""The call itself: its steps, a colleague who takes it over, a promised call, staying unnamed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, get_args

from pydantic import ValidationError
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.contacts import (
    CallBackIn,
    ContactPersonIn,
    ContactStep,
    ContactTransferIn,
)
from callcenter.console import Console
from callcenter.desk.call_rows import colleague_rows, first_words, steps_ahead, wanted_first
from callcenter.desk.frame import Frame, InContact
from callcenter.desk.start_pages import fresh_key, once_of
from callcenter.desk.tabs import WRAP_UP
from callcenter.requests import PageProblem

CONTACT: Final = "/contacts/{contact}"
_STEPS: Final[dict[str, ContactStep]] = {step: step for step in get_args(ContactStep)}


def contact_routes(console: Console, frame: Frame) -> list[Route]:
    """The overview of a contact, and what can be done with the call."""
    calls = console.calls.contacts

    async def show(at: InContact) -> Response:
        return await overview(at)

    async def overview(
        at: InContact, failure: ClientFailure | None = None, typed: dict[str, str] | None = None
    ) -> Response:
        """With what was typed, where `failure` refused it."""
        place, found = await frame.together(at, calls.colleagues, at.acting)
        language, local = at.visit.language, at.visit.now.astimezone(console.zone)
        # Without the list of colleagues the call itself goes on.
        colleagues = () if isinstance(found, ClientFailure) else found.colleagues
        values = {
            "steps_ahead": steps_ahead(place),
            "somebody_is_here": any(one.state != "away" for one in colleagues),
            "first_words": first_words(place, console.library[language], console.hours, local),
            "colleagues": colleague_rows(colleagues, console.words[language]),
            "colleagues_failed": isinstance(found, ClientFailure),
            "wanted_first": wanted_first(local),
            "typed": typed or {},
            "fresh": fresh_key,
        }
        return frame.page(at, place, "desk/contact.html", values, failure=failure)

    async def take_step(at: InContact) -> Response:
        fields = await at.form()
        if fields.get("step") not in _STEPS:
            raise PageProblem("body-invalid", 422)
        done = await console.ask(calls.take_step, at.acting, at.contact, _STEPS[fields["step"]])
        if isinstance(done, ClientFailure):
            return await overview(at, done)
        return frame.moved(at, WRAP_UP if done.state == "wrap_up" else "")

    async def transfer(at: InContact) -> Response:
        fields = await at.form()
        try:
            to = ContactTransferIn(operator=fields.get("operator", ""))
        except ValidationError:
            return await overview(at, ClientFailure("contact-colleague-unknown"), fields)
        done = await console.ask(calls.transfer, at.acting, at.contact, to, once_of(fields))
        if isinstance(done, ClientFailure):
            return await overview(at, done, fields)
        return frame.moved(at, WRAP_UP)

    async def promise(at: InContact) -> Response:
        fields = await at.form()
        when = moment_of(fields.get("wanted_at", ""))
        if when is None or when <= at.visit.now:
            return await overview(at, ClientFailure("call-back-time"), fields)
        try:
            told = CallBackIn(wanted_at=when, number=fields.get("number", ""))
        except ValidationError:
            return await overview(at, ClientFailure("phone-invalid"), fields)
        done = await console.ask(calls.promise, at.acting, at.contact, told, once_of(fields))
        if isinstance(done, ClientFailure):
            return await overview(at, done, fields)
        return frame.moved(at)

    def moment_of(written: str) -> datetime | None:
        """What a form wrote as the region's own time."""
        try:
            return datetime.fromisoformat(written).replace(tzinfo=console.zone).astimezone(UTC)
        except ValueError:
            return None

    async def stay_unnamed(at: InContact) -> Response:
        await at.form()
        nobody = ContactPersonIn(anonymous=True, relation="other")
        done = await console.ask(calls.attach, at.acting, at.contact, nobody)
        if isinstance(done, ClientFailure):
            return await overview(at, done)
        return frame.moved(at)

    return [
        Route(CONTACT, frame.serve(show), methods=["GET"]),
        Route(f"{CONTACT}/steps", frame.serve(take_step), methods=["POST"]),
        Route(f"{CONTACT}/transfer", frame.serve(transfer), methods=["POST"]),
        Route(f"{CONTACT}/call-back", frame.serve(promise), methods=["POST"]),
        Route(f"{CONTACT}/unnamed", frame.serve(stay_unnamed), methods=["POST"]),
    ]
