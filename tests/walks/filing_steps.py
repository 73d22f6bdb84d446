"""What every walk to a filed request goes through: results, wishes, review."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flow import events
from kiosk.flow.demo.interview import DemoWizard
from kiosk.flow.effects import FileRequest
from tests.kiosk.sample_pack import PACK
from tests.kiosk.worlds import world
from tests.walks.kiosk_walk import KioskWalk

RECEIPT, NUMBER = "K7M4-9XAT-3CEY", "26-000123"


def may_file() -> KioskWalk:
    levels = tuple(
        level if level.level < 2 else replace(level, allows=(*level.allows, "file"))
        for level in PACK.disclosure
    )
    plain = world(pack=replace(PACK, disclosure=levels))
    return KioskWalk(at=replace(plain, wizard=DemoWizard(plain.pack)))


def at_results(kiosk: KioskWalk) -> KioskWalk:
    if kiosk.page != "home":
        kiosk.tap("bar.home")
    kiosk.tap("home.due.title").tap("due.help")
    if kiosk.page == "question-figure":
        kiosk.write("08031951").tap("wizard.next")
    return kiosk.tap("wizard.stop")


def wished(kiosk: KioskWalk) -> KioskWalk:
    """One measure that may be due is ticked beside what is due."""
    return at_results(kiosk).tap("wizard.file").tap("filing.wishes.more").tap("Бесплатный проезд")


def at_review(kiosk: KioskWalk) -> KioskWalk:
    wished(kiosk.identified()).tap("wizard.next")
    kiosk.tap("filing.phone").write("9215550142").tap("wizard.done")
    kiosk.tap("filing.email").write("maria@primer.ru").happens(events.TextDone())
    return kiosk.tap("wizard.next").tap("filing.consent.yes")


def filing_of(kiosk: KioskWalk) -> FileRequest:
    return [order for order in kiosk.orders if isinstance(order, FileRequest)][-1]
