"""The walk into the queue for a kindergarten: card, child, wishes, once, and nothing left behind."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from content.cache import load_or_compile
from devices.ports import PrinterState
from kiosk.flow import events
from kiosk.flow.after_all import SHOWN_FOR
from kiosk.flow.demo.person import CHILD
from kiosk.flow.demo.queues import CODE, NUMBER, application, applications, look, places_of, prospect
from kiosk.flow.events import BackendRefused
from kiosk.flow.queues import effects
from kiosk.flow.queues import events as wishes
from kiosk.flow.queues.pages import QueuedAfterAllPage
from kiosk.flow.vacancy import is_vacant
from kiosk.flow.world import World, catalogue_of
from tests.kiosk.worlds import world
from tests.walks.kiosk_walk import KioskWalk
from tests.walks.values import holds

PACK = load_or_compile("ru-mur")
PLACES = places_of(PACK)
TITLES = [next(place.title.ru for place in PACK.places if place.id == each) for each in PLACES]


def region() -> World:
    """The shipped region: kindergartens and rights are its own."""
    plain = world()
    return replace(plain, pack=PACK, catalogue=catalogue_of(PACK))


def a_kiosk() -> KioskWalk:
    return KioskWalk(at=region())


def begun(kiosk: KioskWalk, what: str = "queue.join.kindergarten") -> KioskWalk:
    if kiosk.page != "home":
        kiosk.tap("bar.home")
    return kiosk.tap("home.booking.title").tap("queue.title").tap(what)


def at_wishes(kiosk: KioskWalk) -> KioskWalk:
    begun(kiosk).happens(wishes.ProspectFound(kiosk.ask, prospect()))
    return kiosk.happens(wishes.QueueYearChosen(2027))


def at_review(kiosk: KioskWalk) -> KioskWalk:
    at_wishes(kiosk).tap(TITLES[0]).tap(TITLES[1]).tap("wizard.next")
    return kiosk.happens(wishes.ClaimChosen("sibling")).tap("wizard.next")


def registered(kiosk: KioskWalk) -> KioskWalk:
    at_review(kiosk).tap("queue.register")
    return kiosk.happens(wishes.ChildRegistered(kiosk.ask, application(PACK)))


def test_from_the_card_to_the_paper() -> None:
    kiosk = begun(a_kiosk())
    assert kiosk.page == "queue-card"
    kiosk = registered(a_kiosk().identified())
    (wish,) = [one for one in kiosk.orders if isinstance(one, effects.RegisterChild)]
    assert (wish.child, wish.wishes, wish.year) == (CHILD, PLACES[:2], 2027)
    assert wish.claims == (("sibling", PLACES[0]),), "a brother or sister counts in one place"
    assert "482\xa0130\xa0796" in repr(kiosk.printed[-1].sheet.elements).replace(r"\xa0", "\xa0")
    kiosk.paper_comes().tap("printed.done")
    assert kiosk.page == "queue-registered"
    assert kiosk.shows("12-е из 48")


def test_the_card_leads_back_to_what_was_wanted() -> None:
    kiosk = begun(a_kiosk()).card_in()
    assert kiosk.page == "reading"
    kiosk = begun(a_kiosk().welcomed())
    assert kiosk.page == "queue-pin"


def test_the_order_of_wishes_is_the_order_of_touches_and_three_are_enough() -> None:
    kiosk = at_wishes(a_kiosk().identified())
    for title in TITLES:
        kiosk.tap(title)
    assert kiosk.walk.queue is not None and kiosk.walk.queue.wishes == PLACES
    other = next(place.id for place in PACK.places if place.kind == "kindergarten" and place.id not in PLACES)
    kiosk.happens(wishes.InstitutionChosen(other))
    assert kiosk.walk.queue.wishes == PLACES
    kiosk.tap(TITLES[0])
    assert kiosk.walk.queue.wishes == PLACES[1:], "touched again it is no wish any more"
    kiosk.happens(wishes.InstitutionChosen("murmansk-mfc"))
    assert kiosk.walk.queue.wishes == PLACES[1:]


def test_a_second_press_registers_nobody_twice() -> None:
    kiosk = at_review(a_kiosk().identified())
    press = kiosk.press_of("queue.register")
    kiosk.happens(press).happens(press)
    assert kiosk.ordered(effects.RegisterChild) == 1


def test_after_a_lost_answer_the_same_press_asks_the_same() -> None:
    kiosk = at_review(a_kiosk().identified()).tap("queue.register")
    kiosk.happens(BackendRefused(kiosk.ask, "backend-slow"))
    assert kiosk.shows("Нажмите ещё раз")
    kiosk.tap("queue.register")
    first, second = [one for one in kiosk.orders if isinstance(one, effects.RegisterChild)]
    assert first.attempt == second.attempt


def test_who_leaves_while_it_is_registered_still_reads_the_number() -> None:
    kiosk = at_review(a_kiosk().identified()).tap("queue.register")
    asked = kiosk.ask
    kiosk.card_out().happens(wishes.ChildRegistered(asked, application(PACK)))
    assert isinstance(kiosk.walk.page, QueuedAfterAllPage)
    assert not holds(kiosk.walk, "Полярный")
    kiosk.wait(SHOWN_FOR)
    assert kiosk.page == "home"
    assert is_vacant(kiosk.walk)


def test_card_out_wipes_the_child() -> None:
    kiosk = registered(a_kiosk().identified())
    kiosk.card_out()
    assert kiosk.walk.queue is None
    assert not holds(kiosk.walk, "Полярный")


@pytest.mark.parametrize(
    ("changed", "page"),
    [
        ({"waits": NUMBER}, "queue-waits"),
        ({"years": ()}, "queue-age"),
        ({"open": False, "opens_on": date(2027, 4, 1)}, "queue-closed"),
    ],
)
def test_why_nothing_can_be_asked_for(changed: dict[str, object], page: str) -> None:
    kiosk = begun(a_kiosk().identified())
    kiosk.happens(wishes.ProspectFound(kiosk.ask, prospect().model_copy(update=changed)))
    assert kiosk.page == page
    kiosk.happens(wishes.QueueYearChosen(2027))
    assert kiosk.page == page, "a press that comes late changes nothing"


def test_a_school_asks_for_no_year() -> None:
    kiosk = begun(a_kiosk().identified(), "queue.join.school")
    kiosk.happens(wishes.ProspectFound(kiosk.ask, prospect("school")))
    assert kiosk.page == "queue-wishes-school"
    assert kiosk.shows("Ваш дом закреплён за этой школой")


def test_by_the_paper_without_a_card() -> None:
    kiosk = begun(a_kiosk(), "queue.look")
    kiosk.write(NUMBER[:-1]).tap("wizard.next")
    assert kiosk.shows("queue.look.number.unclear")
    kiosk.write(NUMBER[-1:]).tap("wizard.next").write(CODE).tap("wizard.next")
    (asked,) = [one for one in kiosk.orders if isinstance(one, effects.LookAtQueue)]
    assert (asked.number, asked.code) == (NUMBER, CODE)
    assert CODE not in repr(asked) and CODE not in repr(kiosk.walk)
    kiosk.happens(wishes.QueueShown(kiosk.ask, look(PACK)))
    assert kiosk.shows("12-е из 48") and not kiosk.shows("Полярный")
    assert not holds(kiosk.walk, CODE), "who goes back types it again"
    kiosk.tap("wizard.done")
    assert kiosk.walk.queue is None


def test_an_offer_is_answered_once() -> None:
    kiosk = begun(a_kiosk().identified(), "queue.own")
    kiosk.happens(wishes.QueuesFetched(kiosk.ask, (application(PACK, "offered"),)))
    kiosk.tap("Полярный П. И.").tap("queue.accept")
    press = kiosk.press_of("queue.accept")
    kiosk.happens(press).happens(press)
    assert kiosk.ordered(effects.AnswerOffer) == 1
    kiosk.happens(wishes.QueueChanged(kiosk.ask, NUMBER))
    assert kiosk.ordered(effects.FetchQueues) == 2, "the list says what became of it"
    kiosk.happens(wishes.QueuesFetched(kiosk.ask, applications(PACK)))
    assert kiosk.page == "queue-standing"


def test_no_answer_is_a_kind_page() -> None:
    kiosk = begun(a_kiosk().identified()).wait(26.0)
    assert kiosk.page == "queue-refused-backend-slow"
    kiosk = registered(a_kiosk().identified().happens(events.PrinterReported(PrinterState.PAPER_OUT)))
    assert kiosk.page == "queue-registered" and kiosk.shows(CODE)
