"""Every view there is, each reached by a real walk: for the gallery and for tests over all screens."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from content.model import Measure
from content.pack import Pack
from devices.ports import (
    CardFailure,
    CardKey,
    CardPresent,
    CardProof,
    ForeignCard,
    NotPrinted,
    PrinterState,
    ReaderLost,
    ReaderProfile,
)
from kiosk.flow import events, pages, technician_events, technician_pages
from kiosk.flow.demo.interview import DemoWizard
from kiosk.flow.demo.person import CHILD, COUNTS, FIRST_NAME, INITIAL, RELATIONS, child_file, holder_file
from kiosk.flow.events import Opened, Switched
from kiosk.flow.pages import Paper, PaperKind
from kiosk.flow.stages.announcements import announcement_stages
from kiosk.flow.stages.booking import booking_stages
from kiosk.flow.stages.cases import case_stages
from kiosk.flow.stages.code_word import code_word_stages
from kiosk.flow.stages.filing import filing_stages
from kiosk.flow.stages.goods import goods_stages
from kiosk.flow.stages.in_hand import in_hand_stages
from kiosk.flow.stages.playbill import playbill_stages
from kiosk.flow.stages.queues import queue_stages
from kiosk.flow.stages.stage import Stage
from kiosk.flow.stages.wizard import wizard_stages
from kiosk.flow.technician_pages import CheckLine, CheckState
from kiosk.flow.views import Comfort, View
from kiosk.flow.walk import Walk
from kiosk.flow.world import World

PROOF = CardProof(CardKey.CARD, b"", bytes(16), b"")
NOON = events.Ticked(1000.0, "12:05", "2026-11-20")
CARD_CODES = (
    "card-unreadable", "card-removed", "card-timeout", "card-certificate-missing", "card-signature-refused",
    "card-pin-blocked", "reader-lost",
)  # fmt: skip
BACKEND_CODES = (
    "card-certificate-invalid", "card-foreign-issuer", "card-signature-invalid", "card-guid-mismatch",
    "card-unknown", "card-blocked", "card-expired", "card-replaced", "card-lost", "nonce-unknown",
    "nonce-expired", "nonce-burnt", "session-expired", "session-level", "card-changed",
    "kiosk-unknown", "kiosk-withdrawn", "kiosk-not-enrolled", "token-invalid", "backend-unreachable",
    "backend-slow", "backend-certificate", "clock-wrong",
)  # fmt: skip
PRINTER_CODES = (
    "printer-paper-out", "printer-cover-open", "printer-offline", "printer-unknown",
    "printer-not-acknowledged",
)  # fmt: skip


def every_view(world: World, comfort: Comfort) -> Iterator[tuple[str, View]]:
    """(name, view) of every page in every state, in the language and comfort given; names are unique."""
    walk = Walk(comfort=comfort, now=NOON.now, touched_at=NOON.now)
    world = replace(world, wizard=DemoWizard(world.pack))
    start = Stage(world, walk).after(NOON, events.PrinterReported(PrinterState.READY))
    for scene in (_public, _states_of_home, _card, _holder, _paper, _failures, _technician):
        for name, stage in scene(start):
            yield name, stage.view()
    person = identified(start) if _may_identify(world) else start
    for name, stage in announcement_stages(start):
        yield name, stage.view()
    for name, stage in (*wizard_stages(start, person), *filing_stages(start, person)):
        yield name, stage.view()
    for name, stage in booking_stages(start, _welcomed(start), person):
        yield name, stage.view()
    for name, stage in in_hand_stages(start, _welcomed(start), person):
        yield name, stage.view()
    for name, stage in goods_stages(start, _welcomed(start), person):
        yield name, stage.view()
    for name, stage in queue_stages(start, _welcomed(start), person):
        yield name, stage.view()
    for name, stage in case_stages(start, person):
        yield name, stage.view()
    for name, stage in code_word_stages(person):
        yield name, stage.view()
    for name, stage in playbill_stages(start, _welcomed(start), person):
        yield name, stage.view()


def _public(start: Stage) -> Iterator[tuple[str, Stage]]:
    pack = start.world.pack
    plain = (
        pages.CardHelpPage(), pages.WhatIsDuePage(), pages.MeasuresPage(), pages.MeasuresByLifeEventPage(),
        pages.MeasuresBySpherePage(), pages.MeasureListPage(), pages.CategoriesPage(), pages.ServicesPage(),
        pages.ServicesPage(by_life_event=True), pages.WherePage(), pages.ArticlesPage("important"),
        pages.ArticlesPage("social-card"),
    )  # fmt: skip
    yield "home", start
    for page in plain:
        stage = start.after(Opened(page))
        yield stage.view().name, stage
    lists = pages.MeasureListPage()
    for measure in _telling_measures(pack):
        yield f"measure-{measure.id}", start.after(Opened(lists), Opened(pages.MeasurePage(measure.id)))
    for category in pack.categories[:2]:
        yield f"category-{category.id}", start.after(Opened(pages.CategoryPage(category.id)))
    for service in pack.services[:2]:
        yield "service-list", start.after(Opened(pages.ServiceListPage(service.sphere)))
        yield f"service-{service.id}", start.after(Opened(pages.ServicePage(service.id)))
        break
    for place in pack.places[:1]:
        stage = start.after(Opened(pages.PlaceListPage((place.kind,))))
        yield "place-list", stage
        yield "towns", stage.after(Opened(pages.TownsPage((place.kind,))))
        yield "place", stage.after(Opened(pages.PlacePage(place.id)))
    for article in pack.articles[:1]:
        yield "article", start.after(Opened(pages.ArticlePage(article.id)))
    yield from _search(start)


def _telling_measures(pack: Pack) -> tuple[Measure, ...]:
    """The first measure of all, of the closed ones and of those whose amount is not verified."""
    closed = [measure for measure in pack.measures if measure.closed]
    unverified = [measure for measure in pack.measures if not measure.amount.verified]
    chosen = {measure.id: measure for measure in (*pack.measures[:1], *closed[:1], *unverified[:1])}
    return tuple(chosen.values())


def _search(start: Stage) -> Iterator[tuple[str, Stage]]:
    empty = start.after(Opened(pages.SearchPage()))
    typed = empty.after(*(events.TextTyped(letter) for letter in "проезд"))
    yield "search", empty
    yield "search-typed", typed
    yield "search-english", empty.after(events.LayoutChosen("english"))
    yield "search-digits", empty.after(events.LayoutChosen("digits"))
    yield "search-results", typed.after(events.TextDone())
    yield "search-nothing", empty.after(*(events.TextTyped("ъ") for _ in range(6)), events.TextDone())


def _states_of_home(start: Stage) -> Iterator[tuple[str, Stage]]:
    yield "home-reader-lost", start.after(events.ReaderReported(ReaderLost("reader-lost")))
    yield "home-backend-lost", start.after(events.BackendReported("backend-unreachable"))
    yield "home-paper-left", Stage(start.world, replace(start.walk, paper_left_at=start.walk.now))
    waiting = start.after(Opened(pages.MeasuresPage()), _later(1060.0))
    yield "time-out", waiting
    out = Stage(start.world, replace(start.walk, stack=(pages.OutOfServicePage("pack-damaged"),)))
    yield "out-of-service", out


def _later(now: float) -> events.Ticked:
    return replace(NOON, now=now)


def _card(start: Stage) -> Iterator[tuple[str, Stage]]:
    reading = _inserted(start)
    yield "reading", reading
    yield "reading-slow", reading.after(_later(1006.0))
    welcome = _welcomed(start)
    yield "welcome", welcome
    yield "home-in-session", welcome.after(events.WentHome())
    if start.world.profile.reader is ReaderProfile.TAP:
        yield "contact-slot", welcome.after(events.PinOffered())
        return
    pad = welcome.after(events.PinOffered())
    yield "pin", pad
    entered = pad.after(events.PinTriesCounted(pad.asked, 3), events.PinChanged(4))
    yield "pin-entered", entered
    checking = entered.after(events.PinConfirmed())
    yield "pin-checking", checking
    yield "pin-slow", checking.after(_later(1006.0))
    refused = events.CardRefused(checking.asked, CardFailure("card-pin-wrong", tries_left=2))
    yield "pin-wrong", checking.after(refused)
    last = events.CardRefused(checking.asked, CardFailure("card-pin-wrong", tries_left=1))
    yield "pin-last-try", checking.after(last)
    yield "take-card", welcome.after(events.Finished())


def _inserted(start: Stage) -> Stage:
    return start.after(events.ReaderReported(CardPresent("reader", 1, b"")))


def _welcomed(start: Stage) -> Stage:
    reading = _inserted(start)
    opening = reading.after(events.CardProved(reading.asked, PROOF, "nonce"))
    return opening.after(events.SessionOpened(opening.asked, 1, FIRST_NAME, INITIAL, COUNTS))


def identified(start: Stage) -> Stage:
    """The holder's personal file, after card and PIN; a tapped card has gone into the contact slot."""
    stage = _welcomed(start)
    contact = start.world.profile.contact_reader
    if start.world.profile.reader is ReaderProfile.TAP:
        stage = stage.after(events.ReaderReported(CardPresent(contact, 2, b"")))
    else:
        stage = stage.after(events.PinOffered())
    stage = stage.after(events.PinChanged(4), events.PinConfirmed())
    stage = stage.after(events.CardProved(stage.asked, PROOF, "nonce"))
    file = holder_file(start.world.pack)
    return stage.after(events.HolderConfirmed(stage.asked, file, RELATIONS))


def _may_identify(world: World) -> bool:
    return world.profile.reader is not ReaderProfile.TAP or bool(world.profile.contact_reader)


def _holder(start: Stage) -> Iterator[tuple[str, Stage]]:
    if not _may_identify(start.world):
        return
    file = identified(start)
    yield "personal-file-general", file
    social = file.after(Switched(pages.PersonalFilePage(pages.FileTab.SOCIAL)))
    yield "personal-file-social", social
    session = file.walk.session
    awards = session.file.entitlements if session and session.file else ()
    for award in awards[:1]:
        one = social.after(Opened(pages.EntitlementPage(award.id)))
        yield "entitlement", one
        yield "entitlement-why", one.after(Switched(pages.EntitlementPage(award.id, why=True)))
    for award in [one for one in awards if one.amount_kopecks is not None][:1]:
        yield "entitlement-amount", social.after(Opened(pages.EntitlementPage(award.id)))
    choice = file.after(Opened(pages.ActsForPage()))
    yield "acts-for", choice
    loading = choice.after(events.PersonChosen(CHILD))
    yield "acts-for-loading", loading
    child = loading.after(events.FileFetched(loading.asked, child_file(start.world.pack)))
    yield "child-file", child
    empty = child.after(Switched(pages.PersonalFilePage(pages.FileTab.SOCIAL, CHILD)))
    yield "child-file-social", empty
    yield "time-out-in-session", file.after(_later(1061.0))
    listed = Paper(PaperKind.ENTITLEMENT_LIST)
    yield "preview-list", file.after(Opened(pages.PreviewPage(listed)))
    yield (
        "preview-list-no-paper",
        file.after(events.PrinterReported(PrinterState.PAPER_OUT), Opened(pages.PreviewPage(listed))),
    )


def _paper(start: Stage) -> Iterator[tuple[str, Stage]]:
    if not start.world.pack.measures:
        return
    paper = Paper(PaperKind.MEASURE, start.world.pack.measures[0].id)
    preview = start.after(Opened(pages.MeasurePage(paper.thing)), Opened(pages.PreviewPage(paper)))
    yield "preview", preview
    yield "preview-paper-low", preview.after(events.PrinterReported(PrinterState.PAPER_LOW))
    yield "preview-no-paper", preview.after(events.PrinterReported(PrinterState.PAPER_OUT))
    printing = preview.after(events.PrintAsked(paper))
    yield "printing", printing
    yield "printing-slow", printing.after(_later(1006.0))
    yield "printed", printing.after(events.PaperPrinted(printing.asked))
    for code in PRINTER_CODES:
        yield f"not-printed-{code}", printing.after(events.PaperRefused(printing.asked, NotPrinted(code)))
    for place in start.world.pack.places[:1]:
        yield "preview-place", start.after(Opened(pages.PreviewPage(Paper(PaperKind.PLACE, place.id))))


def _failures(start: Stage) -> Iterator[tuple[str, Stage]]:
    reading = _inserted(start)
    for code in CARD_CODES:
        yield f"failure-{code}", reading.after(events.CardRefused(reading.asked, CardFailure(code)))
    for foreign in ForeignCard:
        failure = CardFailure("card-foreign", foreign)
        yield f"failure-card-foreign-{foreign}", reading.after(events.CardRefused(reading.asked, failure))
    opening = reading.after(events.CardProved(reading.asked, PROOF, "nonce"))
    for code in BACKEND_CODES:
        yield f"failure-{code}", opening.after(events.BackendRefused(opening.asked, code))


def _technician(start: Stage) -> Iterator[tuple[str, Stage]]:
    code = start.after(technician_events.ClockHeld())
    yield "service-code", code
    checking = code.after(events.PinChanged(6), events.PinConfirmed())
    yield (
        "service-code-wrong",
        checking.after(technician_events.ServiceCodeChecked(checking.asked, right=False)),
    )
    menu = checking.after(technician_events.ServiceCodeChecked(checking.asked, right=True))
    yield "service-menu", menu
    results = (
        CheckLine("reader", CheckState.GOOD, value="ACS ACR38U"),
        CheckLine("printer", CheckState.ATTENTION, "failure.printer-paper-out.todo", "printer-paper-out"),
        CheckLine("voice", CheckState.TROUBLE),
    )
    testing = menu.after(technician_events.DeviceTestAsked())
    yield "device-test-running", testing
    yield "device-test", testing.after(technician_events.CheckFinished(testing.asked, results))
    network = menu.after(technician_events.NetworkTestAsked())
    lines = (CheckLine("backend", CheckState.GOOD), CheckLine("delay", CheckState.GOOD, value="12 ms"))
    yield "network-test", network.after(technician_events.CheckFinished(network.asked, lines))
    touch = menu.after(Opened(technician_pages.TouchTestPage()))
    yield "touch-test", touch.after(*(technician_events.FieldTouched(field) for field in range(14)))
    yield "touch-test-done", touch.after(*(technician_events.FieldTouched(field) for field in range(48)))
    yield "versions", menu.after(Opened(technician_pages.VersionsPage()))
    yield "preview-test", menu.after(Opened(pages.PreviewPage(Paper(PaperKind.TEST))))
