"""The walk from a result to a receipt: wishes, card, contact details, consent, review, filed, numbered."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from content.model import LegalBasis
from devices.ports import CardFailure
from kiosk.flow import events
from kiosk.flow.effects import ClearPin, FileRequest
from kiosk.flow.filing.events import SlipLeft
from kiosk.flow.filing.pages import FiledAfterAllPage
from kiosk.flow.pages import Home
from kiosk.flow.requesting.filing import LONGEST_FILING
from kiosk.flow.wizard.effects import LeaveSlip
from kiosk.flow.world import catalogue_of
from tests.kiosk.sample_pack import PACK
from tests.walks.filing_steps import NUMBER, RECEIPT, at_results, at_review, filing_of, may_file, wished
from tests.walks.kiosk_walk import KioskWalk
from tests.walks.values import leaves


def test_a_request_is_filed_with_everything_that_was_said() -> None:
    kiosk = at_review(may_file())
    assert kiosk.page == "review"
    assert kiosk.ordered(FileRequest) == 0
    kiosk.tap("filing.submit")
    request = filing_of(kiosk).request
    assert (request.applicant, request.beneficiary, request.action) == ("demo-holder", "demo-holder", "file")
    assert ("free-travel", "desired") in [(wish.measure, wish.kind) for wish in request.wishes]
    assert (request.contact.phone, request.contact.email) == ("+79215550142", "maria@primer.ru")
    assert request.consent is not None
    assert "152-ФЗ" in request.consent.text
    assert request.pack_hash == kiosk.world.pack.hash
    assert {answer.fact for answer in request.answers} == {"birth-date", "disability"}


def test_the_receipt_is_shown_and_printed_only_once_it_is_stored() -> None:
    kiosk = at_review(may_file()).tap("filing.submit")
    assert kiosk.page == "filing"
    assert not kiosk.shows(RECEIPT)
    kiosk.happens(events.Filed(filing_of(kiosk).id, RECEIPT))
    assert RECEIPT in repr(kiosk.printed[-1].sheet.elements)
    kiosk.paper_comes().tap("bar.back")
    assert kiosk.page == "receipt"
    assert kiosk.shows(RECEIPT)
    kiosk.happens(events.RequestAccepted(RECEIPT, NUMBER))
    assert kiosk.shows(NUMBER)


@pytest.mark.parametrize("withdraws", [False, True])
def test_a_stray_digit_costs_no_try_of_the_card(withdraws: bool) -> None:
    """Pressed after «Готово», as the pad went away, it would be taken for the PIN of the card's signature."""
    if withdraws:
        kiosk = may_file().identified().tap("file.tab.requests").tap("Заявление 26-000123")
        kiosk.tap("requests.withdraw").tap("requests.withdraw")
    else:
        kiosk = at_review(may_file()).tap("filing.submit")
    assert kiosk.walk.effects == (ClearPin(), filing_of(kiosk))


def test_the_digits_of_the_signing_pin_are_not_cleared_before_they_are_taken() -> None:
    """The control of the test above."""
    kiosk = at_review(may_file()).tap("filing.submit")
    kiosk.happens(events.FilingNeedsPin(filing_of(kiosk).id)).enter_pin()
    assert kiosk.walk.effects == (filing_of(kiosk),)


def test_the_pin_buffer_is_emptied_once_the_holder_is_known() -> None:
    assert ClearPin() in may_file().identified().walk.effects


def test_a_second_press_files_once() -> None:
    kiosk = at_review(may_file())
    press = kiosk.press_of("filing.submit")
    kiosk.happens(press).happens(press).tap("bar.back").happens(press)
    assert kiosk.ordered(FileRequest) == 1


def test_each_line_of_the_review_leads_to_where_it_is_put_right_and_back() -> None:
    kiosk = at_review(may_file())
    kiosk.tap("filing.phone").tap("filing.phone").happens(events.TextErased(all=True)).write("9210000000")
    kiosk.tap("wizard.done").tap("wizard.next")
    assert kiosk.page == "review"
    assert kiosk.shows("+7\xa0921\xa0000-00-00")
    kiosk.tap("filing.review.wishes").tap("wizard.next")
    assert kiosk.page == "review"
    assert [type(page).__name__ for page in kiosk.walk.stack].count("ReviewPage") == 1


@pytest.mark.parametrize(
    ("opens", "written", "what"),
    [("filing.phone", "921555", "phone"), ("filing.email", "maria@primer", "email")],
)
def test_contact_details_that_cannot_be_are_pointed_out(opens: str, written: str, what: str) -> None:
    kiosk = wished(may_file().identified()).tap("wizard.next").tap(opens).write(written)
    kiosk.happens(events.TextDone())
    assert kiosk.shows(f"filing.unclear.{what}")


def test_nothing_is_filed_without_consent() -> None:
    kiosk = wished(may_file().identified()).tap("wizard.next").tap("wizard.next")
    assert kiosk.page == "consent"
    kiosk.tap("filing.consent.no")
    assert kiosk.page == "contact"
    assert kiosk.ordered(FileRequest) == 0


def test_without_a_card_the_pin_is_asked_first_and_the_answers_are_kept() -> None:
    kiosk = wished(may_file()).tap("wizard.next")
    assert kiosk.page == "filing-card"
    kiosk.card_in().card_proves().backend_opens()
    assert kiosk.page == "pin"
    kiosk.enter_pin().card_proves().backend_confirms()
    assert kiosk.page == "contact"
    assert kiosk.walk.inquiry is not None
    known = {one.fact: one.source for one in kiosk.walk.inquiry.interview.known()}
    assert known["disability"] == "register"
    kiosk.tap("bar.back")
    assert kiosk.page == "wishes"


def test_without_a_card_a_slip_with_a_code_leads_to_an_office() -> None:
    kiosk = wished(may_file()).tap("wizard.next").tap("filing.slip.ask")
    left = next(order for order in kiosk.orders if isinstance(order, LeaveSlip))
    assert "free-travel" in [wish.measure for wish in left.wishes]
    kiosk.happens(SlipLeft(left.id, "61820574"))
    assert kiosk.shows("6182\xa00574")
    kiosk.tap("action.print").tap("action.print")
    assert "6182" in repr(kiosk.printed[-1].sheet.elements)


def test_a_slip_that_was_not_to_be_had_is_asked_for_again_on_the_same_page() -> None:
    kiosk = at_results(may_file()).tap("wizard.file").tap("wizard.next")
    kiosk.happens(events.BackendReported("backend-unreachable")).tap("filing.slip.ask")
    pages = len(kiosk.walk.stack)
    kiosk.happens(events.BackendReported("")).tap("wizard.code.retry")
    assert len(kiosk.walk.stack) == pages
    assert kiosk.ordered(LeaveSlip) == 1


def test_only_social_services_are_offered_for_a_fee() -> None:
    plain = may_file().world
    refused = PACK.measures[2]
    social = replace(refused, legal_basis=(LegalBasis("Федеральный закон № 442-ФЗ", "ст. 32"),))
    paid_for = replace(plain, catalogue=catalogue_of(replace(PACK, measures=(*PACK.measures[:2], social))))
    for at, offered in ((plain, False), (paid_for, True)):
        kiosk = at_results(KioskWalk(at=at)).tap("wizard.file").tap("filing.wishes.more")
        assert kiosk.shows("filing.kind.paid") is offered


def test_a_line_that_dropped_asks_the_card_to_sign() -> None:
    kiosk = at_review(may_file()).tap("filing.submit")
    kiosk.happens(events.FilingNeedsPin(filing_of(kiosk).id))
    assert kiosk.page == "pin-signing"
    kiosk.enter_pin()
    assert kiosk.ordered(FileRequest) == 2
    refused = events.CardRefused(filing_of(kiosk).id, CardFailure("card-pin-wrong", tries_left=2))
    kiosk.happens(refused)
    assert kiosk.page == "pin-wrong"
    kiosk.enter_pin().happens(events.Filed(filing_of(kiosk).id, RECEIPT)).paper_comes().tap("bar.back")
    assert kiosk.page == "receipt"


def test_what_cannot_be_stored_is_not_promised_and_stays_as_it_was_entered() -> None:
    kiosk = at_review(may_file()).tap("filing.submit")
    kiosk.happens(events.FilingRefused(filing_of(kiosk).id, "outbox-full"))
    assert kiosk.page == "failure-outbox-full"
    assert not kiosk.printed
    kiosk.tap("bar.back")
    assert kiosk.page == "review"
    assert kiosk.shows("maria@primer.ru")


def test_who_waited_too_long_still_gets_the_receipt_and_files_once() -> None:
    """Else they would be told of a failure, file again, and have two requests."""
    kiosk = at_review(may_file()).tap("filing.submit").wait(LONGEST_FILING + 1)
    assert kiosk.page == "failure-backend-slow"
    kiosk.tap("bar.back").tap("filing.submit")
    assert kiosk.page == "filing"
    assert kiosk.ordered(FileRequest) == 1
    kiosk.happens(events.Filed(filing_of(kiosk).id, RECEIPT))
    assert RECEIPT in repr(kiosk.printed[-1].sheet.elements)


def test_who_waited_too_long_for_the_cards_signature_is_not_asked_to_sign_twice() -> None:
    kiosk = at_review(may_file()).tap("filing.submit")
    kiosk.happens(events.FilingNeedsPin(filing_of(kiosk).id)).enter_pin().wait(LONGEST_FILING + 1)
    assert kiosk.page == "failure-backend-slow"
    kiosk.tap("bar.back")
    assert kiosk.page == "review"
    kiosk.tap("filing.submit")
    assert kiosk.ordered(FileRequest) == 2
    kiosk.happens(events.Filed(filing_of(kiosk).id, RECEIPT)).paper_comes().tap("bar.back")
    assert kiosk.page == "receipt"


def test_what_was_refused_after_too_long_can_be_filed_again() -> None:
    kiosk = at_review(may_file()).tap("filing.submit").wait(LONGEST_FILING + 1)
    kiosk.happens(events.FilingRefused(filing_of(kiosk).id, "outbox-full"))
    assert kiosk.page == "failure-backend-slow"
    kiosk.tap("bar.back").tap("filing.submit")
    assert kiosk.ordered(FileRequest) == 2


def test_a_receipt_that_came_too_late_is_nobodys_on_the_next_persons_screen() -> None:
    """The control: what is shown late is shown to whoever asked for it."""
    kiosk = at_review(may_file()).tap("filing.submit").wait(LONGEST_FILING + 1)
    filing = filing_of(kiosk).id
    kiosk.card_out().identified().happens(events.Filed(filing, RECEIPT))
    assert not kiosk.shows(RECEIPT)
    assert not kiosk.printed


def test_a_card_pulled_while_it_is_stored_leaves_the_code_without_a_name() -> None:
    kiosk = at_review(may_file()).tap("filing.submit")
    filing = filing_of(kiosk).id
    kiosk.card_out()
    assert kiosk.walk.stack == (Home(),)
    kiosk.happens(events.Filed(filing, RECEIPT))
    assert kiosk.page == "filed-after-all"
    kiosk.happens(events.RequestAccepted(RECEIPT, NUMBER))
    assert kiosk.shows(NUMBER)
    held = set(map(str, leaves(kiosk.walk)))
    assert not {"9215550142", "maria@primer.ru", "demo-holder", "Полярная", "free-travel"} & held
    kiosk.wait(20.5)
    assert kiosk.page == "home"


def test_the_code_of_somebody_else_is_not_shown_to_the_next_person() -> None:
    kiosk = at_review(may_file()).tap("filing.submit")
    filing = filing_of(kiosk).id
    kiosk.card_out().card_in().card_proves().backend_opens()
    kiosk.happens(events.Filed(filing, RECEIPT))
    assert not kiosk.shows(RECEIPT)


def test_a_receipt_stays_in_sight_when_the_card_is_taken() -> None:
    kiosk = at_review(may_file()).tap("filing.submit")
    kiosk.happens(events.Filed(filing_of(kiosk).id, RECEIPT)).paper_comes().tap("bar.back").card_out()
    assert any(isinstance(page, FiledAfterAllPage) for page in kiosk.walk.stack)
    assert kiosk.walk.preparation is None


def test_a_refusal_by_the_backend_leads_to_a_clerk() -> None:
    kiosk = at_review(may_file()).tap("filing.submit")
    kiosk.happens(events.Filed(filing_of(kiosk).id, RECEIPT)).paper_comes().tap("bar.back")
    kiosk.happens(events.RequestRefused(RECEIPT, "filing-session-unknown"))
    assert kiosk.shows("filing.refused")
