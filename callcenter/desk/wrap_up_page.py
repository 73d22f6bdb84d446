"""How a contact ended: its topic and its outcome, and then the next call."""

from __future__ import annotations

from typing import Final

from pydantic import ValidationError
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.contacts import ContactWrapUpIn
from callcenter.console import Console
from callcenter.desk.frame import Frame, InContact
from callcenter.desk.start_pages import START_PAGE
from callcenter.desk.tabs import WRAP_UP

ADDRESS: Final = f"/contacts/{{contact}}/{WRAP_UP}"


def wrap_up_routes(console: Console, frame: Frame) -> list[Route]:
    """One page; closing leads to the start."""

    async def show(at: InContact) -> Response:
        return await page(at)

    async def page(
        at: InContact, failure: ClientFailure | None = None, typed: dict[str, str] | None = None
    ) -> Response:
        place = await frame.place(at)
        contact = place.contact
        values = {
            "outcomes": console.library[at.visit.language].outcomes,
            "language": at.visit.language,
            "typed": typed or {"topic": contact.topic, "outcome": contact.outcome},
        }
        return frame.page(at, place, "desk/wrap_up.html", values, tab=WRAP_UP, failure=failure)

    async def close(at: InContact) -> Response:
        fields = await at.form()
        try:
            how = ContactWrapUpIn(topic=fields.get("topic", ""), outcome=fields.get("outcome", ""))
        except ValidationError:
            return await page(at, ClientFailure("wrap-up-incomplete"), fields)
        done = await console.ask(console.calls.contacts.wrap_up, at.acting, at.contact, how)
        if isinstance(done, ClientFailure):
            return await page(at, done, fields)
        return console.moved(START_PAGE, at.visit)

    return [
        Route(ADDRESS, frame.serve(show), methods=["GET"]),
        Route(ADDRESS, frame.serve(close), methods=["POST"]),
    ]
