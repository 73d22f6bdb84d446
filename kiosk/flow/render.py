"""`render`: the view of a walk: a page's scene out of `scenes`, with the frame that is the same for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from content.formats import first_name_and_initial
from kiosk.flow import pages
from kiosk.flow.booking import pages as booking
from kiosk.flow.cases import pages as cases
from kiosk.flow.code_word import pages as code_words
from kiosk.flow.events import (
    ContrastSwitched,
    Finished,
    LanguageSwitched,
    LargeSwitched,
    LowReachSwitched,
    VoiceSwitched,
    WentBack,
    WentHome,
    WentToSection,
)
from kiosk.flow.filing import pages as filing
from kiosk.flow.goods import pages as goods
from kiosk.flow.in_hand import pages as in_hand_pages
from kiosk.flow.pages import Page
from kiosk.flow.playbill import pages as outings
from kiosk.flow.queues import pages as queues
from kiosk.flow.scenes import (
    after_all,
    announcements,
    answers_code,
    articles,
    booking_hold,
    booking_search,
    booking_ticket,
    booking_without_card,
    card,
    categories,
    code_word,
    failures,
    goods_review,
    goods_search,
    goods_slip,
    home,
    in_hand,
    measures,
    operator_code,
    own_cases,
    own_requests,
    paper,
    personal_file,
    places,
    playbill,
    playbill_hall,
    playbill_ticket,
    questions,
    queue_by_paper,
    queue_for_good,
    queue_join,
    queue_review,
    queue_standing,
    receipts,
    request,
    results,
    search,
    service_menu,
    services,
    ticket_sending,
    waiting_line,
)
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.time_out import time_out_dialog
from kiosk.flow.spoken import spoken_text, with_spoken_blocks
from kiosk.flow.technician_events import ClockHeld
from kiosk.flow.views import Button, Header, View
from kiosk.flow.walk import Walk
from kiosk.flow.wizard import pages as wizard
from kiosk.flow.world import World

# Each page's scene takes its own kind of page, which a mapping cannot say; `test_render` holds it to that.
SCENES: Final[Mapping[type[Page], Callable[[Desk, Any], Scene]]] = MappingProxyType(
    {
        pages.Home: home.home,
        pages.CardHelpPage: home.card_help,
        pages.MeasuresPage: measures.measures,
        pages.MeasuresByLifeEventPage: measures.measures_by_life_event,
        pages.MeasuresBySpherePage: measures.measures_by_sphere,
        pages.MeasureListPage: measures.measure_list,
        pages.MeasurePage: measures.measure,
        pages.CategoriesPage: categories.categories,
        pages.CategoryPage: categories.category,
        pages.WhatIsDuePage: categories.what_is_due,
        pages.ServicesPage: services.services,
        pages.ServiceListPage: services.service_list,
        pages.ServicePage: services.service,
        pages.WherePage: places.where,
        pages.PlaceListPage: places.place_list,
        pages.TownsPage: places.towns,
        pages.PlacePage: places.place,
        pages.ArticlesPage: articles.articles,
        pages.ArticlePage: articles.article,
        pages.AnnouncementPage: announcements.announcement,
        pages.SearchPage: search.search,
        pages.ReadingPage: card.reading,
        pages.WelcomePage: card.welcome,
        pages.ContactSlotPage: card.contact_slot,
        pages.PinPage: card.pin,
        pages.TakeCardPage: card.take_card,
        pages.PersonalFilePage: personal_file.personal_file,
        pages.EntitlementPage: personal_file.entitlement,
        pages.ActsForPage: personal_file.acts_for,
        pages.PreviewPage: paper.preview,
        pages.PrintingPage: paper.printing,
        pages.PrintedPage: paper.printed,
        pages.NotPrintedPage: paper.not_printed,
        pages.ServiceCodePage: service_menu.service_code,
        pages.ServiceMenuPage: service_menu.service_menu,
        pages.DeviceTestPage: service_menu.device_test,
        pages.NetworkTestPage: service_menu.network_test,
        pages.TouchTestPage: service_menu.touch_test,
        pages.VersionsPage: service_menu.versions,
        pages.FailurePage: failures.failure,
        pages.OutOfServicePage: failures.out_of_service,
        wizard.PreparingPage: questions.preparing,
        wizard.QuestionsPage: questions.questions,
        wizard.EntryPage: questions.entry,
        wizard.KnownPage: questions.known,
        wizard.DisagreementPage: questions.disagreement,
        wizard.ResultsPage: results.results,
        wizard.ResultPage: results.result,
        wizard.OperatorCodePage: operator_code.operator_code,
        wizard.AnswersCodePage: answers_code.answers_code,
        filing.WishesPage: request.wishes,
        filing.CardNeededPage: request.card_needed,
        filing.ContactPage: request.contact,
        filing.PhonePage: request.phone,
        filing.EmailPage: request.email,
        filing.ConsentPage: request.consent,
        filing.ReviewPage: request.review,
        filing.FilingPage: receipts.filing,
        filing.ReceiptPage: receipts.receipt,
        filing.SlipPage: receipts.slip,
        filing.FiledAfterAllPage: after_all.filed,
        filing.RequestPage: own_requests.own_request,
        filing.WithdrawPage: own_requests.withdraw,
        booking.BookingMenuPage: booking_search.booking_menu,
        booking.SpecialitiesPage: booking_search.specialities,
        booking.TimesPage: booking_search.times,
        booking.DaysPage: booking_search.days,
        booking.ProofPage: booking_hold.proof,
        booking.InsurancePage: booking_without_card.insurance,
        booking.BirthDatePage: booking_without_card.birth_date,
        booking.HoldPage: booking_hold.hold,
        booking.ConfirmingPage: booking_hold.confirming,
        booking.TakenPage: booking_hold.taken,
        booking.HoldOverPage: booking_hold.hold_over,
        booking.BookingRefusedPage: booking_hold.refused,
        booking.MovePage: booking_hold.move,
        booking.TicketPage: booking_ticket.ticket,
        booking.BookedAfterAllPage: after_all.booked,
        queues.QueueMenuPage: queue_join.queue_menu,
        queues.QueueCardPage: queue_join.card,
        queues.QueueChildPage: queue_join.child,
        queues.QueueYearPage: queue_join.year,
        queues.QueueWishesPage: queue_join.wishes,
        queues.QueueClaimsPage: queue_join.claims,
        queues.QueueReviewPage: queue_review.review,
        queues.RegisteringPage: queue_review.registering,
        queues.QueueRefusedPage: queue_review.refused,
        queues.RegisteredPage: queue_standing.registered,
        queues.OwnQueuesPage: queue_standing.own_queues,
        queues.StandingPage: queue_standing.standing,
        queues.AnswerOfferPage: queue_for_good.answer_offer,
        queues.LeaveQueuePage: queue_for_good.leave,
        queues.QueueNumberPage: queue_by_paper.number,
        queues.QueueCodePage: queue_by_paper.code,
        queues.QueueFoundPage: queue_by_paper.found,
        queues.QueuedAfterAllPage: after_all.queued,
        code_words.CodeWordPage: code_word.choosing,
        code_words.CodeWordKeptPage: code_word.kept,
        cases.OwnCasesPage: own_cases.own_cases,
        cases.CasePage: own_cases.one_case,
        cases.CaseSignedPage: own_cases.signed,
        cases.CaseRefusedPage: own_cases.refused,
        cases.CaseSignedAfterAllPage: after_all.signed,
        goods.GoodsSearchPage: goods_search.goods_search,
        goods.HoldingsPage: goods_search.holdings,
        goods.GoodsCardPage: goods_review.card,
        goods.GoodsReviewPage: goods_review.review,
        goods.ReservingPage: goods_review.reserving,
        goods.GoodsGonePage: goods_review.gone,
        goods.GoodsRefusedPage: goods_review.refused,
        goods.AlertedPage: goods_review.alerted,
        goods.ReservedPage: goods_slip.reserved,
        goods.ReservedAfterAllPage: after_all.reserved,
        goods.OwnReservationPage: goods_slip.own_reservation,
        goods.CancelReservationPage: goods_slip.cancel,
        goods.OwnAlertPage: goods_slip.own_alert,
        booking.OwnBookingPage: booking_ticket.own_booking,
        booking.InLinePage: waiting_line.in_line,
        booking.WaitingEntryPage: waiting_line.entry,
        booking.OfferPage: waiting_line.offer,
        in_hand_pages.TicketNumberPage: in_hand.number,
        in_hand_pages.TicketCodePage: in_hand.code,
        in_hand_pages.PaperBookingPage: in_hand.booking,
        in_hand_pages.CancelByPaperPage: in_hand.cancel,
        in_hand_pages.ReservationGivenUpPage: in_hand.given_up,
        in_hand_pages.ArrivingPage: in_hand.arriving,
        in_hand_pages.ArrivedPage: in_hand.arrived,
        in_hand_pages.InHandRefusedPage: in_hand.refused,
        in_hand_pages.SendTicketPage: ticket_sending.choice,
        in_hand_pages.TicketPhonePage: ticket_sending.telephone,
        in_hand_pages.SendingPage: ticket_sending.sending,
        in_hand_pages.SentPage: ticket_sending.sent,
        booking.CancelBookingPage: booking_ticket.cancel,
        booking.SeatsHeldPage: playbill_ticket.seats_held,
        booking.AdmissionPage: playbill_ticket.admission,
        outings.PlaybillPage: playbill.playbill,
        outings.EventPage: playbill.event_page,
        outings.SeatsPage: playbill.seats,
        outings.HallPage: playbill_hall.hall,
        outings.PartPage: playbill_hall.part,
        outings.RowPage: playbill_hall.row_page,
        outings.OwnInvoicePage: playbill_ticket.own_invoice,
    }
)

PAGES_WITHOUT_BAR = (
    pages.Home,
    pages.OutOfServicePage,
    pages.TakeCardPage,
    filing.FiledAfterAllPage,
    pages.AfterAllPage,
)


def render(walk: Walk, world: World) -> View:
    """The one view that the walk shows now."""
    desk = Desk(walk, world)
    scene = SCENES[type(walk.page)](desk, walk.page)
    dialog, dialog_actions = time_out_dialog(desk)
    view = View(
        name=scene.name,
        header=_header(desk),
        blocks=with_spoken_blocks(scene.blocks, desk),
        actions=scene.actions,
        bar=_bar(desk),
        depth=len(walk.stack) - 1,
        personal=scene.personal,
        dialog=with_spoken_blocks(dialog, desk),
        dialog_actions=dialog_actions,
    )
    return spoken_text(view)


def _header(desk: Desk) -> Header:
    walk, session = desk.walk, desk.walk.session
    return Header(
        place=desk.world.profile.place,
        region=desk.world.pack.region,
        clock=walk.clock,
        who=first_name_and_initial(session.first_name, session.initial) if session else "",
        comfort=walk.comfort,
        buttons=_comfort_buttons(desk),
        clock_held=ClockHeld(),
    )


def _comfort_buttons(desk: Desk) -> tuple[Button, ...]:
    words, comfort = desk.words, desk.walk.comfort
    return (
        Button(words("comfort.language"), LanguageSwitched(), icon="language"),
        Button(words("comfort.large"), LargeSwitched(), icon="larger", selected=comfort.large),
        Button(words("comfort.contrast"), ContrastSwitched(), icon="contrast", selected=comfort.contrast),
        Button(words("comfort.low_reach"), LowReachSwitched(), icon="low_reach", selected=comfort.low_reach),
        Button(words("comfort.voice"), VoiceSwitched(), icon="voice", selected=comfort.voice),
    )


def _bar(desk: Desk) -> tuple[Button, ...]:
    """The same four in the same places; what makes no sense now is there but cannot be pressed."""
    walk, words = desk.walk, desk.words
    if isinstance(walk.page, PAGES_WITHOUT_BAR) and walk.session is None:
        return ()
    depth = len(walk.stack)
    return (
        Button(words("bar.back"), WentBack(), icon="back", enabled=depth > 1),
        Button(words("bar.section"), WentToSection(), icon="section", enabled=depth > 2),
        Button(words("bar.home"), WentHome(), icon="home", enabled=depth > 1),
        Button(words("bar.finish"), Finished(), icon="finish"),
    )
