"""What can be booked and when it is free: asked for, found, looked through by days."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from content.model import PlaceKind
from kiosk.flow.booking import events as wishes
from kiosk.flow.booking.draft import BookingDraft
from kiosk.flow.booking.effects import FindBookable, FindDays, FindSlots
from kiosk.flow.booking.pages import BookingRefusedPage, DaysPage, SpecialitiesPage, TimesPage
from kiosk.flow.booking.times import days_of, whole_days
from kiosk.flow.selection import places_for
from kiosk.flow.walk import Walk, answered, asked, no_longer_awaiting, opened, switched
from kiosk.flow.world import World

DOCTOR, OFFICE = "doctor", "office"


def begun(walk: Walk, kind: str, world: World) -> Walk:
    """«К врачу», «В учреждение»: what there is, the nearest first."""
    walk = replace(walk, booking=BookingDraft(kind=kind))
    walk = opened(walk, SpecialitiesPage(walk.now))
    return asked(walk, FindBookable(walk.next_effect, session_of(walk), kind, near(world, kind)))


def session_of(walk: Walk) -> int:
    return walk.session.number if walk.session else 0


def near(world: World, kind: str) -> str:
    """The place from which nearness counts: the kiosk stands beside it, or closest to it."""
    clinics = (PlaceKind.CLINIC,)
    offices = tuple(each for each in PlaceKind if each is not PlaceKind.CLINIC)
    places = places_for(world.pack, clinics if kind == DOCTOR else offices, "", world.profile)
    return places[0].id if places else ""


def bookable_found(walk: Walk, event: wishes.BookableFound) -> Walk:
    walk = answered(walk, event.effect)
    if walk.booking is None:
        return walk
    walk = replace(walk, booking=replace(walk.booking, bookable=event.bookable))
    return switched(walk, SpecialitiesPage()) if isinstance(walk.page, SpecialitiesPage) else walk


def beneficiary_chosen(walk: Walk, person: str, world: World) -> Walk:
    """For the holder, or for somebody the holder acts for: a child sees other doctors."""
    session = walk.session
    known = {""} | {relation.person for relation in session.acts_for} if session else {""}
    draft = walk.booking
    if draft is None or person not in known or not isinstance(walk.page, SpecialitiesPage):
        return walk
    walk = no_longer_awaiting(replace(walk, booking=replace(draft, beneficiary=person)), FindBookable)
    where = near(world, draft.kind)
    found = FindBookable(walk.next_effect, session_of(walk), draft.kind, where, person)
    return asked(switched(walk, SpecialitiesPage(walk.now)), found)


def speciality_chosen(walk: Walk, speciality: str, world: World) -> Walk:
    if walk.booking is None or not isinstance(walk.page, SpecialitiesPage):
        return walk
    walk = replace(walk, booking=replace(walk.booking, speciality=speciality))
    return times_from(opened(walk, TimesPage(walk.now)), None, world)


def times_from(walk: Walk, since: datetime | None, world: World) -> Walk:
    """Ask for the times anew; the page of times is on top."""
    draft = walk.booking
    if draft is None:
        return walk
    walk = no_longer_awaiting(walk, FindSlots)
    walk = replace(walk, booking=replace(draft, slots=(), day="", later=since is not None))
    found = FindSlots(
        walk.next_effect,
        session_of(walk),
        draft.kind,
        draft.speciality,
        near(world, draft.kind),
        since,
        draft.beneficiary,
    )
    return asked(walk, found)


def times_asked(walk: Walk, world: World) -> Walk:
    """Back to the times, as they are now."""
    stack = walk.stack
    if walk.booking is None or not any(isinstance(page, TimesPage) for page in stack):
        return walk
    while not isinstance(stack[-1], TimesPage):
        stack = stack[:-1]
    return times_from(switched(replace(walk, stack=stack), TimesPage(walk.now)), None, world)


def later_asked(walk: Walk, world: World) -> Walk:
    """The days after those that are shown."""
    draft = walk.booking
    if draft is None or not draft.more or not isinstance(walk.page, TimesPage) or not draft.slots:
        return walk
    last = max(slot.starts_at for slot in draft.slots)
    return times_from(switched(walk, TimesPage(walk.now)), last + timedelta(seconds=1), world)


def slots_found(walk: Walk, event: wishes.SlotsFound) -> Walk:
    """The first day that has a free time is open already: the nearest is one touch away."""
    walk = answered(walk, event.effect)
    if walk.booking is None:
        return walk
    slots, more = whole_days(event.slots)
    days = days_of(slots)
    day = days[0].isoformat() if days else ""
    walk = replace(walk, booking=replace(walk.booking, slots=slots, more=more, day=day))
    return switched(walk, TimesPage()) if isinstance(walk.page, TimesPage) else walk


def days_asked(walk: Walk, world: World) -> Walk:
    """All days, for whom the nearest do not suit."""
    draft = walk.booking
    if draft is None or not isinstance(walk.page, TimesPage):
        return walk
    walk = no_longer_awaiting(replace(walk, booking=replace(draft, days=())), (FindSlots, FindDays))
    walk = opened(switched(walk, TimesPage()), DaysPage(walk.now))
    where = near(world, draft.kind)
    session = session_of(walk)
    found = FindDays(walk.next_effect, session, draft.kind, draft.speciality, where, draft.beneficiary)
    return asked(walk, found)


def days_found(walk: Walk, event: wishes.DaysFound) -> Walk:
    walk = answered(walk, event.effect)
    if walk.booking is None:
        return walk
    walk = replace(walk, booking=replace(walk.booking, days=event.days, zone=event.zone))
    return switched(walk, DaysPage()) if isinstance(walk.page, DaysPage) else walk


def day_chosen(walk: Walk, day: str, world: World) -> Walk:
    """Of the days in sight, or of all of them: then its times are asked for."""
    draft = walk.booking
    if draft is not None and isinstance(walk.page, DaysPage):
        first = next((each.first_at for each in draft.days if each.day.isoformat() == day), None)
        if first is None:
            return walk
        walk = replace(walk, stack=tuple(page for page in walk.stack if not isinstance(page, DaysPage)))
        return times_from(switched(walk, TimesPage(walk.now)), first, world)
    if draft is None or day not in {each.isoformat() for each in days_of(draft.slots)}:
        return walk
    return replace(walk, booking=replace(draft, day=day))


def refused(walk: Walk, code: str) -> Walk:
    """Nothing was found because nobody could be asked."""
    walk = no_longer_awaiting(walk, (FindBookable, FindSlots, FindDays))
    page = BookingRefusedPage(code)
    waiting = isinstance(walk.page, SpecialitiesPage | TimesPage | DaysPage)
    return switched(walk, page) if waiting else opened(walk, page)
