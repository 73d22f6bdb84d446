"""«Записаться»: to whom, to which of them, on which day and at which time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from content.formats import capitalised, first_name_and_initial, short_month, short_weekday, weekday_and_day
from kiosk.flow.blocks import (
    Block,
    EntryCard,
    EntryGrid,
    Notice,
    Paragraph,
    Row,
    Rows,
    Section,
    Tab,
    Tabs,
    Title,
    Tone,
)
from kiosk.flow.booking.draft import BookingDraft
from kiosk.flow.booking.events import (
    BeneficiaryChosen,
    BookingBegun,
    DayChosen,
    DaysAsked,
    LaterTimesAsked,
    SlotChosen,
    SpecialityChosen,
    TimesAsked,
    WaitAsked,
)
from kiosk.flow.booking.line import can_wait
from kiosk.flow.booking.pages import (
    BookingMenuPage,
    BookingRefusedPage,
    DaysPage,
    SpecialitiesPage,
    TimesPage,
)
from kiosk.flow.booking.searching import DOCTOR, OFFICE
from kiosk.flow.booking.times import at_place, by_resource, clock_of, day_of, days_of
from kiosk.flow.events import Opened
from kiosk.flow.goods.events import GoodsBegun
from kiosk.flow.in_hand.events import PaperShown
from kiosk.flow.playbill.events import PlaybillAsked
from kiosk.flow.queues.pages import QueueMenuPage
from kiosk.flow.scenes.goods_search import ICONS as GOODS_ICONS
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.time_blocks import Cell, CellGrid
from kiosk.flow.views import Button
from kiosk.flow.walk import HOLDER_LEVEL

if TYPE_CHECKING:
    from backend.contract.bookings import Bookable, FreeSlot

ICONS = {DOCTOR: "sphere_health", OFFICE: "town"}


def booking_menu(desk: Desk, page: BookingMenuPage) -> Scene:
    """The ways to a ticket."""
    words = desk.words
    cards = tuple(
        EntryCard(words(f"booking.{kind}"), words(f"booking.{kind}.help"), ICONS[kind], BookingBegun(kind))
        for kind in (DOCTOR, OFFICE)
    )
    cards += tuple(
        EntryCard(words(f"goods.{kind}"), words(f"goods.{kind}.entry"), icon, GoodsBegun(kind))
        for kind, icon in GOODS_ICONS.items()
    )
    cards += (EntryCard(words("playbill.title"), words("playbill.help"), "playbill", PlaybillAsked()),)
    cards += (EntryCard(words("queue.title"), words("queue.help"), "child", Opened(QueueMenuPage())),)
    cards += (EntryCard(words("in_hand.title"), words("in_hand.help"), "ticket", PaperShown()),)
    lost = desk.walk.devices.backend
    notice = (
        (Notice(Tone.ATTENTION, words("booking.no_line"), words("booking.no_line.text"), lost),)
        if lost
        else ()
    )
    return Scene("booking", (Title(words("booking.title")), *notice, EntryGrid(cards)))


def specialities(desk: Desk, page: SpecialitiesPage) -> Scene:
    """What can be booked, with the first free day of each."""
    words, draft = desk.words, desk.walk.booking
    kind = draft.kind if draft else DOCTOR
    title = Title(words(f"booking.{kind}"), words("booking.title"))
    if page.since is not None or draft is None:
        return _searching(desk, "booking-what-wait", page.since, title, ICONS[kind])
    rows = tuple(_speciality_row(desk, one) for one in draft.bookable)
    blocks: tuple[Block, ...] = (
        title,
        *_for_whom(desk, draft),
        Rows(rows, words("booking.none"), ICONS[kind]),
    )
    return Scene("booking-what", blocks)


def _for_whom(desk: Desk, draft: BookingDraft) -> tuple[Block, ...]:
    """The holder, or a child or ward of theirs, once the PIN has shown who stands here."""
    session = desk.walk.session
    if session is None or session.level < HOLDER_LEVEL or not session.acts_for:
        return ()
    own = Tab(desk.words("booking.for_me"), not draft.beneficiary, BeneficiaryChosen(""))
    others = tuple(
        Tab(
            first_name_and_initial(relation.first_name, relation.initial),
            draft.beneficiary == relation.person,
            BeneficiaryChosen(relation.person),
        )
        for relation in session.acts_for
    )
    return (Tabs((own, *others)),)


def _speciality_row(desk: Desk, one: Bookable) -> Row:
    words = desk.words
    place = desk.catalogue.places.get(one.first_place)
    title, icon = speciality_title(desk, one.kind, one.speciality), ICONS.get(one.kind, "")
    press = SpecialityChosen(one.speciality)
    if one.referral == "missing":
        refused = Opened(BookingRefusedPage("referral-needed"))
        return Row(title, refused, words("booking.referral.missing"), icon=icon)
    if one.first_at is None or not one.free:
        return Row(title, press, words("booking.full"), icon=icon)
    first = at_place(one.first_at, desk.world.profile.time_zone).date()
    when = words("booking.first", day=day_and_weekday(desk, first))
    where = desk.text(place.title) if place else ""
    referral = words(f"booking.referral.{one.referral}") if one.referral else ""
    help_ = ". ".join(filter(None, (referral, when, where)))
    return Row(title, press, help_, icon=icon)


def speciality_title(desk: Desk, kind: str, speciality: str) -> str:
    """A doctor by the everyday name, an office by the service one goes there for."""
    key = f"booking.speciality.{speciality}"
    if key in desk.words:
        return desk.words(key)
    service = desk.catalogue.services.get(speciality)
    return desk.text(service.title) if service else desk.words(f"booking.{kind}.other")


def day_and_weekday(desk: Desk, day: date) -> str:
    """«сегодня», «завтра» or «понедельник, 23 ноября»."""
    today = desk.today
    if today is not None and (day - today).days in (0, 1):
        return desk.words("booking.today" if day == today else "booking.tomorrow")
    return weekday_and_day(day, desk.language)


def times(desk: Desk, page: TimesPage) -> Scene:
    """The nearest day is open; each time is one touch."""
    words, draft = desk.words, desk.walk.booking
    kind = draft.kind if draft else DOCTOR
    named = speciality_title(desk, kind, draft.speciality) if draft else ""
    crumb = words("booking.move.title") if draft and draft.moving else words(f"booking.{kind}")
    title = Title(named, crumb)
    if page.since is not None or draft is None:
        return _searching(desk, "booking-times-wait", page.since, title, "waited")
    if not draft.slots:
        blocks: tuple[Block, ...] = (title, Rows((), words("booking.no_times"), "calendar"))
        return Scene("booking-times-none", blocks, _anew(desk) if draft.later else _wait(desk))
    shown = tuple(slot for slot in draft.slots if day_of(slot).isoformat() == draft.day)
    blocks = (title, _days(desk, draft), *_times_of_day(desk, shown))
    return Scene("booking-times", blocks, _anew(desk) if draft.later else ())


def days(desk: Desk, page: DaysPage) -> Scene:
    """Every day with a free time, counted: for whom the nearest do not suit."""
    words, draft = desk.words, desk.walk.booking
    kind = draft.kind if draft else DOCTOR
    named = speciality_title(desk, kind, draft.speciality) if draft else ""
    title = Title(words("booking.days.title"), named)
    if page.since is not None or draft is None:
        return _searching(desk, "booking-days-wait", page.since, title, "calendar")
    rows = tuple(
        Row(
            capitalised(day_and_weekday(desk, each.day)),
            DayChosen(each.day.isoformat()),
            words("booking.days.free", n=each.free, time=clock_of(each.first_at, draft.zone)),
            icon="calendar",
        )
        for each in draft.days
    )
    return Scene("booking-days", (title, Rows(rows, words("booking.no_times"), "calendar")))


def _wait(desk: Desk) -> tuple[Button, ...]:
    """«Встать в лист ожидания» under a list of times that is empty."""
    if not can_wait(desk.walk):
        return ()
    return (Button(desk.words("line.join"), WaitAsked(), icon="waited", primary=True),)


def _anew(desk: Desk) -> tuple[Button, ...]:
    return (Button(desk.words("booking.earlier"), TimesAsked(), icon="up"),)


def _days(desk: Desk, draft: BookingDraft) -> CellGrid:
    days = tuple(
        Cell(
            f"{day.day} {short_month(day, desk.language)}",
            DayChosen(day.isoformat()),
            short_weekday(day, desk.language),
            day.isoformat() == draft.day,
            day_and_weekday(desk, day),
        )
        for day in days_of(draft.slots)
    )
    later = desk.words("booking.later")
    spoken = desk.words("booking.later.spoken")
    if not draft.more and not draft.later:
        return CellGrid(days)  # all of them are in sight
    every = Cell(desk.words("booking.days"), DaysAsked(), spoken=desk.words("booking.days.spoken"))
    more = (Cell(later, LaterTimesAsked(), spoken=spoken),) if draft.more else ()
    return CellGrid((*days, *more, every))


def _times_of_day(desk: Desk, slots: tuple[FreeSlot, ...]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for of_one in by_resource(slots):
        first = of_one[0]
        blocks.append(Section(first.doctor or first.title))
        blocks.append(Paragraph(where_of(desk, first), small=True))
        blocks.append(CellGrid(tuple(_time(slot) for slot in of_one)))
    return tuple(blocks)


def _time(slot: FreeSlot) -> Cell:
    return Cell(clock_of(slot.starts_at, slot.zone), SlotChosen(slot.slot))


def where_of(desk: Desk, slot: FreeSlot) -> str:
    """«Поликлиника № 1, кабинет 204», or that the doctor comes home."""
    words = desk.words
    if slot.home_visit:
        return words("booking.home_visit")
    place = desk.catalogue.places.get(slot.place)
    room = words("booking.room", room=slot.room) if slot.room and slot.doctor else slot.room
    return ", ".join(filter(None, (desk.text(place.title) if place else "", room)))


def _searching(desk: Desk, name: str, since: float | None, title: Title, icon: str) -> Scene:
    return waiting(desk, name, desk.words("booking.searching"), since, title, icon, personal=False)
