"""The technician's pages: the code, the menu, the tests, the versions."""

from __future__ import annotations

from kiosk.flow.blocks import (
    Block,
    Chip,
    Notice,
    Pair,
    Paragraph,
    PinPad,
    Progress,
    Row,
    Rows,
    Summary,
    Title,
    Tone,
    TouchTest,
)
from kiosk.flow.events import Opened, PinConfirmed, Switched
from kiosk.flow.pages import Paper, PaperKind, PreviewPage
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.service_menu import SHORTEST_CODE
from kiosk.flow.technician_events import DeviceTestAsked, NetworkTestAsked
from kiosk.flow.technician_pages import (
    CheckState,
    DeviceTestPage,
    NetworkTestPage,
    ServiceCodePage,
    ServiceMenuPage,
    TouchTestPage,
    VersionsPage,
)
from kiosk.flow.views import Button

TOUCH_COLUMNS, TOUCH_ROWS = 6, 8
LONGEST_CODE = 8
HASH_SHOWN = 16
TONES = {
    CheckState.RUNNING: Tone.INFO,
    CheckState.GOOD: Tone.GOOD,
    CheckState.ATTENTION: Tone.ATTENTION,
    CheckState.TROUBLE: Tone.TROUBLE,
}


def service_code(desk: Desk, page: ServiceCodePage) -> Scene:
    """The code's pad: the digits stay in the buffer."""
    words = desk.words
    blocks: list[Block] = [Title(words("service.code.title"))]
    if page.wrong:
        blocks.append(Notice(Tone.TROUBLE, words("service.code.wrong")))
    else:
        blocks.append(Paragraph(words("service.code.help")))
    blocks.append(
        PinPad(
            page.count,
            max(SHORTEST_CODE, page.count),
            "",
            enabled=page.count < LONGEST_CODE and not page.checking,
            spoken=words.plural("pin.count", page.count),
        )
    )
    done = Button(
        words("pin.confirm"),
        PinConfirmed(),
        icon="done",
        primary=True,
        enabled=page.count >= SHORTEST_CODE and not page.checking,
    )
    return Scene("service-code", tuple(blocks), (done,))


def service_menu(desk: Desk, page: ServiceMenuPage) -> Scene:
    """What a technician can try."""
    words = desk.words
    rows = (
        Row(words("service.devices"), DeviceTestAsked(), words("service.devices.help"), icon="devices"),
        Row(
            words("service.print"),
            Opened(PreviewPage(Paper(PaperKind.TEST))),
            words("service.print.help"),
            icon="print",
        ),
        Row(words("service.touch"), Opened(TouchTestPage()), words("service.touch.help"), icon="touch"),
        Row(words("service.network"), NetworkTestAsked(), words("service.network.help"), icon="network"),
        Row(words("service.versions"), Opened(VersionsPage()), words("service.versions.help"), icon="info"),
    )
    return Scene("service-menu", (Title(words("service.title")), Rows(rows), Summary(_outbox(desk))))


def _outbox(desk: Desk) -> tuple[Pair, ...]:
    """How many requests have not reached the backend, and for how long; never whose."""
    words, outbox = desk.words, desk.walk.devices.outbox
    pairs = [Pair(words("service.outbox.waiting"), str(outbox.waiting))]
    if outbox.waiting:
        pairs.append(Pair(words("service.outbox.oldest"), _waited(desk, outbox.oldest_seconds)))
    if outbox.refused:
        pairs.append(Pair(words("service.outbox.refused"), str(outbox.refused)))
    if outbox.code:
        trouble = Chip(words("service.outbox.trouble"), Tone.TROUBLE)
        pairs.append(Pair(words("service.outbox.state"), outbox.code, trouble))
    return tuple(pairs)


def _waited(desk: Desk, seconds: int) -> str:
    """In the largest unit that is full, at least minutes."""
    for unit, length in (("days", 86_400), ("hours", 3_600)):
        if seconds >= length:
            return desk.words.plural(f"service.outbox.{unit}", seconds // length)
    return desk.words.plural("service.outbox.minutes", max(1, seconds // 60))


def device_test(desk: Desk, page: DeviceTestPage) -> Scene:
    """Reader, printer, voice, clock: one line each."""
    again = Button(desk.words("service.again"), DeviceTestAsked(), icon="retry", enabled=bool(page.results))
    return _test(desk, "device-test", "service.devices", page, again)


def network_test(desk: Desk, page: NetworkTestPage) -> Scene:
    """The way to the backend, step by step."""
    again = Button(desk.words("service.again"), NetworkTestAsked(), icon="retry", enabled=bool(page.results))
    return _test(desk, "network-test", "service.network", page, again)


def _test(desk: Desk, name: str, title: str, page: DeviceTestPage | NetworkTestPage, again: Button) -> Scene:
    words, results = desk.words, page.results
    if not results:
        wait = Progress(words("service.running"), page.since)
        return Scene(f"{name}-running", (Title(words(title)), wait), (again,))
    pairs = tuple(
        Pair(
            words(f"service.test.{result.what}"),
            result.value,
            Chip(words(f"service.state.{result.state.value}"), TONES[result.state]),
        )
        for result in results
    )
    hints = tuple(Paragraph(words(result.detail), small=True) for result in results if result.detail in words)
    return Scene(name, (Title(words(title)), Summary(pairs), *hints), (again,))


def touch_test(desk: Desk, page: TouchTestPage) -> Scene:
    """Every field must be reached once."""
    words = desk.words
    fields = TOUCH_COLUMNS * TOUCH_ROWS
    done = len(page.touched) >= fields
    said = (
        Notice(Tone.GOOD, words("service.touch.done"))
        if done
        else Paragraph(words("service.touch.left", left=fields - len(page.touched)))
    )
    again = Button(words("service.again"), Switched(TouchTestPage()), icon="retry")
    return Scene(
        "touch-test",
        (Title(words("service.touch")), said, TouchTest(TOUCH_COLUMNS, TOUCH_ROWS, page.touched)),
        (again,),
    )


def versions(desk: Desk, page: VersionsPage) -> Scene:
    """What is installed here."""
    words, shown = desk.words, desk.world.versions
    pairs = (
        Pair(words("service.version.program"), shown.program),
        Pair(words("service.version.pack"), shown.pack),
        Pair(words("service.version.pack_hash"), shown.pack_hash[:HASH_SHOWN]),
        *_backends_pack(desk),
        Pair(words("service.version.kiosk"), shown.kiosk),
        Pair(words("service.version.backend"), shown.backend),
    )
    return Scene("versions", (Title(words("service.versions")), Summary(pairs)))


def _backends_pack(desk: Desk) -> tuple[Pair, ...]:
    """The content that the backend works with, once it has said so: the same as here, or another."""
    words, told = desk.words, desk.walk.devices.backend_pack
    if not told:
        return ()
    same = told == desk.world.versions.pack_hash
    wording, tone = ("same_pack", Tone.GOOD) if same else ("other_pack", Tone.ATTENTION)
    chip = Chip(words(f"service.version.{wording}"), tone)
    return (Pair(words("service.version.backend_pack"), told[:HASH_SHOWN], chip),)
