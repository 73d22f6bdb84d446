"""The call itself: its state, notes and next steps."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from callcenter.console import Console
from callcenter.desk.frame import Frame, InContact


def contact_routes(console: Console, frame: Frame) -> list[Route]:
    """The overview of a contact."""

    async def show(at: InContact) -> Response:
        return frame.page(at, await frame.place(at), "desk/contact.html", {})

    return [Route("/contacts/{contact}", frame.serve(show), methods=["GET"])]
