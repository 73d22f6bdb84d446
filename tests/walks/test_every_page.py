"""Every public page of the shipped pack can be reached by presses alone, and left again."""

from __future__ import annotations

import pytest

from content.cache import load_or_compile
from content.pack import Pack
from kiosk.flow import events, pages
from kiosk.flow import technician_pages as technician
from kiosk.flow.blocks import (
    Hero,
    Notice,
    Paragraph,
    Section,
    Title,
)
from kiosk.flow.booking import pages as booking
from kiosk.flow.cases import pages as cases
from kiosk.flow.catalogue_of_views import every_view
from kiosk.flow.code_word import pages as code_word
from kiosk.flow.filing import pages as filing
from kiosk.flow.goods import pages as goods
from kiosk.flow.in_hand import pages as in_hand
from kiosk.flow.pages import Page
from kiosk.flow.playbill import pages as outings
from kiosk.flow.queues import pages as queues
from kiosk.flow.render import SCENES, render
from kiosk.flow.spoken import texts_of
from kiosk.flow.step import step
from kiosk.flow.views import Comfort
from kiosk.flow.walk import Walk
from kiosk.flow.wizard import pages as wizard
from tests.kiosk.worlds import WORDS, world
from tests.walks.kiosk_walk import KioskWalk, presses

NOT_BY_PRESSES_ALONE = {
    pages.ReadingPage, pages.WelcomePage, pages.ContactSlotPage, pages.PinPage, pages.PersonalFilePage,
    pages.EntitlementPage, pages.ActsForPage, pages.TakeCardPage, pages.FailurePage, pages.PrintedPage,
    pages.NotPrintedPage, pages.OutOfServicePage, technician.ServiceCodePage, technician.ServiceMenuPage,
    technician.DeviceTestPage, technician.NetworkTestPage, technician.TouchTestPage, technician.VersionsPage,
    wizard.QuestionsPage, wizard.EntryPage, wizard.KnownPage, wizard.DisagreementPage, wizard.ResultsPage,
    wizard.ResultPage, wizard.OperatorCodePage, filing.WishesPage, filing.CardNeededPage,
    filing.ContactPage, filing.PhonePage, filing.EmailPage, filing.ConsentPage, filing.ReviewPage,
    filing.FilingPage, filing.ReceiptPage, filing.SlipPage, filing.FiledAfterAllPage, filing.RequestPage,
    filing.WithdrawPage, booking.TimesPage, booking.DaysPage, booking.ProofPage, booking.InsurancePage,
    booking.BirthDatePage, booking.HoldPage, booking.ConfirmingPage,
    booking.TakenPage, booking.HoldOverPage, booking.BookingRefusedPage, booking.MovePage,
    booking.TicketPage, booking.BookedAfterAllPage, booking.OwnBookingPage, booking.CancelBookingPage,
    booking.SeatsHeldPage, booking.AdmissionPage, outings.EventPage, outings.SeatsPage, outings.HallPage,
    goods.HoldingsPage, goods.GoodsCardPage, goods.GoodsReviewPage, goods.ReservingPage,
    goods.GoodsGonePage, goods.GoodsRefusedPage, goods.AlertedPage, goods.ReservedPage,
    goods.ReservedAfterAllPage, goods.OwnReservationPage, goods.CancelReservationPage, goods.OwnAlertPage,
    outings.PartPage, outings.RowPage, outings.OwnInvoicePage,
    queues.QueueChildPage, queues.QueueYearPage, queues.QueueWishesPage, queues.QueueClaimsPage,
    queues.QueueReviewPage, queues.RegisteringPage, queues.QueueRefusedPage, queues.RegisteredPage,
    queues.OwnQueuesPage, queues.StandingPage, queues.AnswerOfferPage, queues.LeaveQueuePage,
    booking.InLinePage, booking.WaitingEntryPage, booking.OfferPage, in_hand.TicketCodePage,
    in_hand.PaperBookingPage, in_hand.CancelByPaperPage, in_hand.ArrivingPage, in_hand.ArrivedPage,
    in_hand.InHandRefusedPage, in_hand.SendTicketPage, in_hand.TicketPhonePage, in_hand.SendingPage,
    in_hand.SentPage,
    queues.QueueCodePage, queues.QueueFoundPage, queues.QueuedAfterAllPage,
    cases.OwnCasesPage, cases.CasePage, cases.CaseSignedPage, cases.CaseRefusedPage,
    cases.CaseSignedAfterAllPage, code_word.CodeWordPage, code_word.CodeWordKeptPage,
    pages.AnnouncementPage, in_hand.ReservationGivenUpPage,
}  # fmt: skip
"""Pages that need answers, times, a card, a printer's answer or a technician; other walk tests reach them."""
WRITTEN_ON = (pages.SearchPage, goods.GoodsSearchPage)
"""Each key makes another page of them."""


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_or_compile("ru-mur")


@pytest.mark.slow
def test_every_public_page_is_reached_and_left(pack: Pack) -> None:
    kiosk = KioskWalk(at=world(pack=pack))
    reached: dict[Page, Walk] = {}
    front = [kiosk.walk]
    while front:
        walk = front.pop()
        view = render(walk, kiosk.world)
        for _, press in presses(view):
            after = step(walk, press, kiosk.world)
            if after.page not in reached and not isinstance(after.page, WRITTEN_ON):
                reached[after.page] = after
                front.append(after)
        if len(walk.stack) > 1:
            ways_back = {type(press) for _, press in presses(view)}
            assert {events.WentBack, events.WentHome} <= ways_back, view.name
            assert len(step(walk, events.WentBack(), kiosk.world).stack) < len(walk.stack)
    kinds = {type(page) for page in reached} | set(WRITTEN_ON)
    assert kinds == set(SCENES) - NOT_BY_PRESSES_ALONE
    assert {page.measure for page in reached if isinstance(page, pages.MeasurePage)} == {
        measure.id for measure in pack.measures
    }
    assert {page.place for page in reached if isinstance(page, pages.PlacePage)} == {
        place.id for place in pack.places
    }
    assert {page.service for page in reached if isinstance(page, pages.ServicePage)} == {
        service.id for service in pack.services
    }
    assert {page.article for page in reached if isinstance(page, pages.ArticlePage)} == {
        article.id for article in pack.articles
    }
    assert {page.category for page in reached if isinstance(page, pages.CategoryPage)} == {
        category.id for category in pack.categories
    }


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_view_of_the_shipped_pack_is_drawn_and_spoken(pack: Pack, language: str) -> None:
    for name, view in every_view(world(pack=pack), Comfort(language=language)):
        assert view.spoken, name
        for block in view.blocks:
            if isinstance(block, Title | Section | Paragraph | Notice | Hero):
                # A title's own wording may be spoken otherwise, and so may a question's: the pack says how.
                texts = (block.crumb,) if isinstance(block, Title) else texts_of(block)
                if isinstance(block, Section) and name.startswith("questions"):
                    texts = ()
                said = " ".join(texts).split()
                assert all(word.rstrip(".!?…:,") in block.spoken for word in said), (name, block)


def test_every_failure_has_words_in_both_languages_of_its_own() -> None:
    views = dict(every_view(world(), Comfort()))
    shown = {name for name in views if name.startswith(("failure-", "not-printed-"))}
    assert len(shown) > 30
    assert not any(view.name == "failure-unnamed" for view in views.values())
    for words in WORDS.values():
        assert "failure.unnamed.title" in words
