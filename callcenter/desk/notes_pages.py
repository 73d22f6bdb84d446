"""Notes of a call: saved as they are typed; where they were changed elsewhere both texts are shown."""

from __future__ import annotations

from pydantic import ValidationError
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.contacts import Contact, ContactNotesIn
from callcenter.console import Console, status_of
from callcenter.desk.frame import Frame, InContact
from callcenter.guard import by_script
from callcenter.requests import PageProblem

CHANGED = "contact-notes-changed"


def notes_routes(console: Console, frame: Frame) -> list[Route]:
    """One address: the page's script gets values, a browser without scripts gets a page."""
    calls = console.calls.contacts

    async def show(at: InContact) -> Response:
        place = await frame.place(at)
        return frame.page(at, place, "desk/notes.html", {"theirs": None, "mine": place.contact.notes})

    async def save(at: InContact) -> Response:
        fields = await at.form()
        typed = fields.get("notes", "").replace("\r\n", "\n")  # browsers send two signs for a line's end
        done = await keep(at, typed, fields.get("version", ""))
        if by_script(at.request):
            return as_values(done)
        if isinstance(done, Contact):
            return frame.moved(at)
        place = await frame.place(at)
        theirs = place.contact.notes if done.code == CHANGED else None
        return frame.page(at, place, "desk/notes.html", {"theirs": theirs, "mine": typed}, failure=done)

    async def keep(at: InContact, typed: str, version: str) -> Contact | ClientFailure:
        if not version.isascii() or not version.isdigit():
            raise PageProblem("body-invalid", 422)
        try:
            told = ContactNotesIn(notes=typed, version=int(version))
        except ValidationError:
            return ClientFailure("notes-too-long")
        return await console.ask(calls.write_notes, at.acting, at.contact, told)

    return [
        Route("/contacts/{contact}/notes", frame.serve(show), methods=["GET"]),
        Route("/contacts/{contact}/notes", frame.serve(save), methods=["POST"]),
    ]


def as_values(done: Contact | ClientFailure) -> Response:
    """For the page's script: the new version, or what refused it, with both texts where they differ."""
    if not isinstance(done, ClientFailure):
        return JSONResponse({"version": done.notes_version})
    told: dict[str, object] = {"code": done.code}
    if done.code == CHANGED and done.problem is not None:
        more = done.problem.model_extra or {}
        told |= {"stored": more.get("stored", ""), "version": more.get("version", 0)}
    return JSONResponse(told, status_of(done))
