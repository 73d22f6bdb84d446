"""From the playbill to the seats: an event, a date, how many, and which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.flow.booking import holding
from kiosk.flow.booking.draft import BookingDraft
from kiosk.flow.booking.outing import Outing
from kiosk.flow.booking.pages import BookingRefusedPage
from kiosk.flow.booking.searching import near
from kiosk.flow.booking.times import at_place
from kiosk.flow.playbill import events as wishes
from kiosk.flow.playbill.effects import FetchPlan, FindEvents
from kiosk.flow.playbill.hall import parts_of, seat_of
from kiosk.flow.playbill.pages import EventPage, HallPage, PartPage, PlaybillPage, RowPage, SeatsPage
from kiosk.flow.ticket_kinds import EVENT
from kiosk.flow.walk import Walk, answered, asked, no_longer_awaiting, opened, switched
from kiosk.flow.world import World

if TYPE_CHECKING:
    from backend.contract.events import Event, PlanSeat, SeatPlan

WHEELCHAIR, COMPANION = "wheelchair", "companion"
PLAN = "plan"


def begun(walk: Walk, world: World) -> Walk:
    """«Афиша»."""
    walk = replace(walk, booking=BookingDraft(EVENT, outing=Outing()))
    walk = opened(walk, PlaybillPage(walk.now))
    return asked(walk, FindEvents(walk.next_effect, near(world, EVENT)))


def events_found(walk: Walk, event: wishes.EventsFound) -> Walk:
    walk = answered(walk, event.effect)
    outing = _outing(walk)
    if outing is None:
        return walk
    walk = _with(walk, replace(outing, events=event.events))
    return switched(walk, PlaybillPage()) if isinstance(walk.page, PlaybillPage) else walk


def day_chosen(walk: Walk, day: str) -> Walk:
    outing = _outing(walk)
    return walk if outing is None else _with(walk, replace(outing, day=day))


def event_chosen(walk: Walk, event: str) -> Walk:
    """The day that was looked at is open; otherwise the first."""
    outing = _outing(walk)
    if outing is None or not isinstance(walk.page, PlaybillPage):
        return walk
    outing = replace(outing, event=event, slot="", plan=None, chosen=(), count=1, wheelchair=False)
    if outing.what is None:
        return walk
    days = days_of(outing.what)
    day = outing.day if outing.day in days else days[0] if days else ""
    return opened(_with(walk, outing), EventPage(day))


def event_day_chosen(walk: Walk, day: str) -> Walk:
    return switched(walk, EventPage(day)) if isinstance(walk.page, EventPage) else walk


def days_of(event: Event) -> tuple[str, ...]:
    """ISO dates on which it is, as the wall calendar there says."""
    return tuple(sorted({day_of(event, slot.slot) for slot in event.dates}))


def day_of(event: Event, slot: str) -> str:
    starts = next(one.starts_at for one in event.dates if one.slot == slot)
    return at_place(starts, event.zone).date().isoformat()


def date_chosen(walk: Walk, slot: str) -> Walk:
    outing = _outing(walk)
    if outing is None or not isinstance(walk.page, EventPage):
        return walk
    outing = replace(outing, slot=slot, plan=None, chosen=(), count=1, wheelchair=False)
    return opened(_with(walk, outing), SeatsPage()) if outing.date else walk


def most_seats(outing: Outing) -> int:
    """How many one may take: by the rule, and by what is free."""
    if outing.what is None or outing.date is None:
        return 1
    return max(1, min(outing.what.per_person, outing.date.free))


def count_changed(walk: Walk, by: int) -> Walk:
    outing = _outing(walk)
    if outing is None or not isinstance(walk.page, SeatsPage):
        return walk
    count = min(max(1, outing.count + by), most_seats(outing))
    return _with(walk, replace(outing, count=count, chosen=()))


def wheelchair_switched(walk: Walk) -> Walk:
    outing = _outing(walk)
    if outing is None or outing.date is None or not outing.date.wheelchair_free:
        return walk
    return _with(walk, replace(outing, wheelchair=not outing.wheelchair, chosen=()))


def best_asked(walk: Walk, world: World) -> Walk:
    """The backend finds them, side by side."""
    outing = _outing(walk)
    if outing is None or not outing.slot:
        return walk
    return holding.wanted_now(_with(walk, replace(outing, chosen=())), world)


def plan_asked(walk: Walk, by_rows: bool) -> Walk:
    """The hall as it is now: what was drawn before may have been taken since."""
    outing = _outing(walk)
    if outing is None or outing.what is None or outing.what.seating != PLAN:
        return walk
    walk = no_longer_awaiting(_with(walk, replace(outing, by_rows=by_rows, plan=None)), FetchPlan)
    walk = _at_seats(walk)
    return asked(opened(walk, HallPage(walk.now)), FetchPlan(walk.next_effect, outing.slot))


def plan_fetched(walk: Walk, event: wishes.PlanFetched) -> Walk:
    """A hall that is small enough to be worked with is shown whole at once."""
    walk = answered(walk, event.effect)
    outing = _outing(walk)
    if outing is None:
        return walk
    free = {seat.seat for row in event.plan.rows for seat in row.seats if seat.free}
    chosen = tuple(number for number in outing.chosen if number in free)
    outing = replace(outing, plan=event.plan, chosen=chosen)
    walk = _with(walk, outing)
    if not isinstance(walk.page, HallPage):
        return walk
    whole = not outing.by_rows and len(parts_of(event.plan)) == 1
    return switched(walk, PartPage(0) if whole else HallPage())


def part_chosen(walk: Walk, part: int) -> Walk:
    plan = _plan(walk)
    return opened(walk, PartPage(part)) if plan and part < len(parts_of(plan)) else walk


def row_chosen(walk: Walk, row: int) -> Walk:
    plan = _plan(walk)
    return opened(walk, RowPage(row)) if plan and row < len(plan.rows) else walk


def seat_switched(walk: Walk, number: int) -> Walk:
    """Taken into the choice or out of it; a companion's seat comes and goes with its wheelchair place."""
    outing, plan = _outing(walk), _plan(walk)
    found = seat_of(plan, number) if plan else None
    if outing is None or found is None:
        return walk
    _, seat = found
    if number in outing.chosen:
        gone = {number} | ({each.seat for each in companions_of(outing, number)})
        chosen = tuple(each for each in outing.chosen if each not in gone)
        return _with(walk, replace(outing, chosen=chosen))
    return _with(walk, replace(outing, chosen=(*outing.chosen, number))) if may_take(outing, seat) else walk


def companions_of(outing: Outing, wheelchair: int) -> tuple[PlanSeat, ...]:
    rows = outing.plan.rows if outing.plan else ()
    return tuple(
        seat for row in rows for seat in row.seats if seat.kind == COMPANION and seat.beside == wheelchair
    )


def is_full(outing: Outing) -> bool:
    return outing.what is not None and len(outing.chosen) >= outing.what.per_person


def may_take(outing: Outing, seat: PlanSeat) -> bool:
    """A companion sits beside a wheelchair and nowhere else."""
    if not seat.free or is_full(outing):
        return False
    return seat.kind != COMPANION or seat.beside in outing.chosen


def chosen_asked(walk: Walk, world: World) -> Walk:
    outing = _outing(walk)
    return holding.wanted_now(walk, world) if outing is not None and outing.chosen else walk


def seats_asked(walk: Walk) -> Walk:
    """Back to how many and which: what is held is given back."""
    return _at_seats(walk)


def refused(walk: Walk, code: str) -> Walk:
    """Nothing was found because nobody could be asked."""
    walk = no_longer_awaiting(walk, (FindEvents, FetchPlan))
    page = BookingRefusedPage(code)
    return switched(walk, page) if isinstance(walk.page, PlaybillPage | HallPage) else opened(walk, page)


def _at_seats(walk: Walk) -> Walk:
    stack = walk.stack
    if not any(isinstance(page, SeatsPage) for page in stack):
        return walk
    while not isinstance(stack[-1], SeatsPage):
        stack = stack[:-1]
    return replace(walk, stack=stack)


def _outing(walk: Walk) -> Outing | None:
    return walk.booking.outing if walk.booking else None


def _plan(walk: Walk) -> SeatPlan | None:
    outing = _outing(walk)
    return outing.plan if outing else None


def _with(walk: Walk, outing: Outing) -> Walk:
    return walk if walk.booking is None else replace(walk, booking=replace(walk.booking, outing=outing))
