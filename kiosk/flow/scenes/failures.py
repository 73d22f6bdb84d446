"""Failures: what happened and what to do, for every code; never blaming."""

from __future__ import annotations

from types import MappingProxyType

from content.formats import phone
from kiosk.flow.blocks import (
    Block,
    Emblem,
    Notice,
    Paragraph,
    Title,
    Tone,
)
from kiosk.flow.events import CardRetried, Finished
from kiosk.flow.pages import FailurePage, OutOfServicePage
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.views import Button

UNNAMED = "unnamed"
PUT_IN_AGAIN = frozenset({"card-removed", "card-timeout"})
CROSSED_ALREADY = frozenset({"card_other", "no_connection", "clock", "repair"})
"""Pictures that say themselves that something is amiss."""
PICTURES = MappingProxyType(
    {
        "card": "card",
        "card-foreign": "card_other",
        "card-pin": "pin",
        "reader": "reader",
        "pcscd": "reader",
        "backend": "no_connection",
        "clock": "clock",
        "session": "waited",
        "nonce": "waited",
        "printer": "print",
        "printer-paper-out": "paper",
    }
)
"""The picture of each family of codes, by how the code begins."""


def failure(desk: Desk, page: FailurePage) -> Scene:
    """A failure that stopped what the person was doing."""
    words = desk.words
    key = wording_of(desk, page.code if page.foreign is None else f"{page.code}-{page.foreign.value}")
    blocks: tuple[Block, ...] = (
        failure_emblem(desk, key),
        Title(words(f"failure.{key}.title")),
        Notice(Tone.ATTENTION, words("failure.what_to_do"), words(f"failure.{key}.todo"), page.code),
        Paragraph(words("failure.call", phone=phone(desk.world.pack.call_centre))),
    )
    actions: tuple[Button, ...] = (Button(words("failure.without_card"), Finished(), icon="home"),)
    if page.retry:
        actions += (Button(words("failure.retry"), CardRetried(), icon="retry", primary=True),)
    return Scene(f"failure-{key}", blocks, actions)


def out_of_service(desk: Desk, page: OutOfServicePage) -> Scene:
    """The kiosk cannot serve: says so kindly, and where help is."""
    words = desk.words
    call_centre, technician = desk.world.pack.call_centre, desk.world.profile.technician_phone
    return Scene(
        "out-of-service",
        (
            Emblem("repair", Tone.ATTENTION),
            Title(words("out_of_service.title")),
            Notice(
                Tone.ATTENTION,
                words("out_of_service.notice"),
                words("out_of_service.text"),
                page.code,
            ),
            *((Paragraph(words("failure.call", phone=phone(call_centre))),) if call_centre else ()),
            *(
                (Paragraph(words("out_of_service.technician", phone=phone(technician))),)
                if technician
                else ()
            ),
        ),
    )


def failure_emblem(desk: Desk, code: str) -> Emblem:
    """The picture for a code: the most exact entry wins; a card to be put in again shows how."""
    if code in PUT_IN_AGAIN:
        return Emblem(desk.world.profile.reader.value, Tone.ATTENTION)
    family = max((name for name in PICTURES if code.startswith(name)), key=len, default="")
    picture = PICTURES.get(family, "repair")
    return Emblem(picture, Tone.ATTENTION, badge=picture not in CROSSED_ALREADY)


def refusal_emblem(desk: Desk, code: str, picture: str) -> Emblem:
    """The line's own picture where the line failed, otherwise what was asked for."""
    if any(code.startswith(family) for family in PICTURES):
        return failure_emblem(desk, code)
    return Emblem(picture, Tone.ATTENTION, badge=True)


def device_notices(desk: Desk) -> tuple[Block, ...]:
    """Said before anybody tries: cards do not work now, everything else does."""
    words = desk.words
    reader, backend = desk.walk.devices.reader, desk.walk.devices.backend
    if not (code := reader or backend):
        return ()
    key = "home.reader_lost" if reader else "home.backend_lost"
    return (Notice(Tone.ATTENTION, words(f"{key}.title"), words(f"{key}.text"), code, compact=True),)


def wording_of(desk: Desk, code: str) -> str:
    """The code if it has words of its own, otherwise the general one."""
    return code if f"failure.{code}.title" in desk.words else UNNAMED
