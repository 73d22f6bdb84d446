"""«Мои заявления»: the number beside them, withdrawn, corrected, and what may also be due."""

from __future__ import annotations

from kiosk.flow import events
from kiosk.flow.demo.person import holder_file
from kiosk.flow.effects import RenewFile
from kiosk.flow.wizard.events import WizardBegun
from tests.walks.filing_steps import NUMBER, RECEIPT, at_review, filing_of, may_file
from tests.walks.kiosk_walk import KioskWalk, presses


def numbered() -> KioskWalk:
    """A request is filed, its paper taken, its number there."""
    kiosk = at_review(may_file()).tap("filing.submit")
    kiosk.happens(events.Filed(filing_of(kiosk).id, RECEIPT)).paper_comes().tap("bar.back")
    return kiosk.happens(events.RequestAccepted(RECEIPT, NUMBER))


def test_what_was_just_filed_stands_among_ones_requests() -> None:
    kiosk = numbered()
    renewal = next(order for order in kiosk.orders if isinstance(order, RenewFile))
    file = holder_file(kiosk.world.pack)
    fresh = file.model_copy(
        update={"requests": (file.requests[0].model_copy(update={"number": "26-000777"}), *file.requests)}
    )
    kiosk.tap("bar.home").happens(events.FileFetched(renewal.id, fresh))
    kiosk.tap("home.session.title").tap("file.tab.requests")
    assert kiosk.shows("26-000777")
    assert kiosk.walk.session is not None
    assert kiosk.walk.session.others == ()


def test_a_file_that_cannot_be_renewed_disturbs_nobody() -> None:
    kiosk = numbered()
    renewal = next(order for order in kiosk.orders if isinstance(order, RenewFile))
    kiosk.happens(events.BackendRefused(renewal.id, "backend-unreachable"))
    assert kiosk.page == "receipt"
    assert kiosk.walk.awaited == ()


def test_a_renewed_file_of_somebody_who_has_left_is_dropped() -> None:
    kiosk = numbered()
    renewal = next(order for order in kiosk.orders if isinstance(order, RenewFile))
    kiosk.card_out().happens(events.FileFetched(renewal.id, holder_file(kiosk.world.pack)))
    assert kiosk.walk.session is None


def test_an_earlier_request_is_withdrawn_through_the_outbox() -> None:
    kiosk = (
        may_file().identified().tap("file.tab.requests").tap("Заявление 26-000123").tap("requests.withdraw")
    )
    assert kiosk.page == "request-withdraw"
    kiosk.tap("requests.withdraw")
    request = filing_of(kiosk).request
    assert (request.action, request.number, request.wishes) == ("withdraw", "26-000123", ())


def test_an_earlier_request_is_corrected_under_its_number() -> None:
    kiosk = (
        may_file().identified().tap("file.tab.requests").tap("Заявление 26-000123").tap("requests.correct")
    )
    kiosk.tap("wizard.next").tap("filing.consent.yes").tap("filing.submit.correct")
    request = filing_of(kiosk).request
    assert (request.action, request.number) == ("correct", "26-000123")
    assert [wish.measure for wish in request.wishes] == ["monthly-payment"]


def test_what_may_also_be_due_is_in_the_personal_file_and_asks_on() -> None:
    kiosk = may_file().identified().tap("file.tab.social")
    assert kiosk.shows("file.possible")
    begins = [press for _, press in presses(kiosk.view) if isinstance(press, WizardBegun)]
    assert [press.goals for press in begins] == ["measure:free-medicines", "measure:old-help"]
    kiosk.happens(begins[0])
    assert kiosk.walk.inquiry is not None
    assert kiosk.walk.inquiry.goals == "measure:free-medicines"
