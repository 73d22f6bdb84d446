"""A hall to choose from: its parts, the seats of a part as a plan, and the same as a list of rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from kiosk.flow.blocks import Block, Choice, Choices, Notice, Row, Rows, Title, Tone
from kiosk.flow.booking.outing import Outing
from kiosk.flow.hall_blocks import (
    HallPart,
    HallParts,
    LegendEntry,
    PlanRow,
    PlanSeat,
    SeatKind,
    SeatLook,
    SeatPlan,
)
from kiosk.flow.playbill.choosing import is_full, may_take
from kiosk.flow.playbill.events import (
    BestSeatsAsked,
    ChosenSeatsAsked,
    PartChosen,
    PlanAsked,
    RowChosen,
    SeatSwitched,
)
from kiosk.flow.playbill.hall import Part, PartRow, parts_of, price_of, seat_of
from kiosk.flow.playbill.pages import HallPage, PartPage, RowPage
from kiosk.flow.scenes.playbill import outing_of
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.views import Button

if TYPE_CHECKING:
    from backend.contract.events import PlanRow as Line
    from backend.contract.events import PlanSeat as Seat
    from backend.contract.events import SeatPlan as Plan

SIDES: Final = {1: ("",), 2: ("left", "right"), 3: ("left", "middle", "right")}
FREE, TAKEN, NO_SEAT = "o", "x", "."


def hall(desk: Desk, page: HallPage) -> Scene:
    """Its parts under the stage; or every row, as a list."""
    words, outing = desk.words, outing_of(desk)
    plan = outing.plan
    if page.since is not None or plan is None:
        return waiting(
            desk, "hall-wait", words("playbill.opening_hall"), page.since, icon="playbill", personal=False
        )
    title = Title(words("playbill.row" if outing.by_rows else "playbill.part"), _crumb(desk, outing))
    shown: Block
    if outing.by_rows:
        free = [(at, row) for at, row in enumerate(plan.rows) if any(seat.free for seat in row.seats)]
        shown = Rows(
            tuple(_row(desk, plan, at, row) for at, row in free), words("playbill.none_free"), "seat"
        )
    else:
        parts = parts_of(plan)
        sides = max((part.sides for part in parts), default=1)
        cards = tuple(_part(desk, plan, at, part) for at, part in enumerate(parts))
        shown = HallParts(words("playbill.stage"), sides, cards)
    name = "hall-rows" if outing.by_rows else "hall"
    return Scene(name, (title, shown, *_chosen(desk, outing)), _go_on(desk, outing))


def _crumb(desk: Desk, outing: Outing, *more: str) -> str:
    """What it is for, and how far the choice is: it stays in sight on every page."""
    if outing.what is None:
        return ""
    most = outing.what.per_person
    chosen = desk.words("playbill.chosen.count", count=len(outing.chosen), most=most) if outing.chosen else ""
    return ". ".join(filter(None, (outing.what.title, *more, chosen)))


def _part(desk: Desk, plan: Plan, at: int, part: Part) -> HallPart:
    words = desk.words
    free = [seat for seat in part.seats if seat.free]
    first, last = part.rows[0].row, part.rows[-1].row
    rows = (
        words("playbill.one_row", row=first)
        if first == last
        else words("playbill.rows", first=first, last=last)
    )
    left = words("playbill.free_seats", count=len(free)) if free else words("playbill.no_seats")
    return HallPart(
        rows,
        ". ".join(filter(None, (_zones(plan, part.seats), _side(desk, part), left))),
        _prices(desk, plan, free),
        part.side,
        part.depth,
        tuple(_dots(row.cells, part.columns) for row in part.rows),
        PartChosen(at) if free else None,
    )


def _zones(plan: Plan, seats: Sequence[Seat]) -> str:
    """«Партер»; nothing where the whole hall is one."""
    if len(plan.zones) == 1:
        return ""
    here = {seat.zone for seat in seats}
    return ", ".join(zone.title for zone in plan.zones if zone.zone in here)


def _side(desk: Desk, part: Part) -> str:
    named = SIDES.get(part.sides)
    if named is None:
        return desk.words("playbill.side", number=part.side + 1)
    return desk.words(f"playbill.side.{named[part.side]}") if named[part.side] else ""


def _dots(cells: tuple[tuple[int, Seat], ...], columns: int) -> str:
    at = {column: FREE if seat.free else TAKEN for column, seat in cells}
    return "".join(at.get(column, NO_SEAT) for column in range(columns))


def _prices(desk: Desk, plan: Plan, seats: list[Seat]) -> str:
    prices = sorted({price_of(plan, seat) for seat in seats})
    if not prices or not prices[-1]:
        return ""
    first = desk.money(prices[0])
    return first if len(prices) == 1 else desk.words("playbill.from", price=first)


def _row(desk: Desk, plan: Plan, at: int, row: Line) -> Row:
    free = [seat for seat in row.seats if seat.free]
    left = desk.words("playbill.free_seats", count=len(free))
    kinds = ", ".join(desk.words(f"playbill.kind.{kind}") for kind in _special(free))
    help_ = ". ".join(filter(None, (_zones(plan, row.seats), f"{left}; {kinds}" if kinds else left)))
    return Row(desk.words("playbill.one_row", row=row.row), RowChosen(at), help_, _prices(desk, plan, free))


def _special(seats: list[Seat]) -> list[str]:
    kinds = {seat.kind for seat in seats}
    return [kind for kind in ("wheelchair", "companion") if kind in kinds]


def part(desk: Desk, page: PartPage) -> Scene:
    """The seats of a part, each a target of its own."""
    words, outing = desk.words, outing_of(desk)
    plan = outing.plan
    if plan is None:
        return Scene("hall-part", ())
    parts = parts_of(plan)
    shown = parts[page.part]
    rows = tuple(
        PlanRow(
            row.row,
            tuple(_plan_seat(desk, outing, plan, row.row, column, seat) for column, seat in row.cells),
            words("playbill.one_row", row=row.row),
            _row_said(desk, outing, row),
        )
        for row in shown.rows
    )
    stage = words("playbill.stage" if not shown.depth else "playbill.stage.far")
    kinds: set[str] = {seat.kind for seat in shown.seats}
    block = SeatPlan(stage, shown.columns, rows, words("playbill.letter.companion"), _legend(desk, kinds))
    price = _prices(desk, plan, [seat for seat in shown.seats if seat.free])
    title = Title(
        words("playbill.seat"), _crumb(desk, outing, _zones(plan, shown.seats), _side(desk, shown), price)
    )
    return Scene("hall-part", (title, block, *_chosen(desk, outing)), _go_on(desk, outing))


def _row_said(desk: Desk, outing: Outing, row: PartRow) -> str:
    """«Ряд 3: свободны места 1, 2, 5»: each seat by itself is read where the focus is."""
    free = [seat.place for _, seat in row.cells if _look(outing, seat) is not SeatLook.TAKEN]
    if not free:
        return desk.words("playbill.row_full", row=row.row)
    return desk.words.plural("playbill.row_free", len(free), row=row.row, places=", ".join(free))


def _plan_seat(desk: Desk, outing: Outing, plan: Plan, row: str, column: int, seat: Seat) -> PlanSeat:
    look = _look(outing, seat)
    press = SeatSwitched(seat.seat) if look is SeatLook.CHOSEN or may_take(outing, seat) else None
    return PlanSeat(seat.place, column, look, SeatKind(seat.kind), press, _said(desk, plan, row, seat, look))


def _look(outing: Outing, seat: Seat) -> SeatLook:
    if seat.seat in outing.chosen:
        return SeatLook.CHOSEN
    closed = seat.kind == "companion" and seat.beside not in outing.chosen
    return SeatLook.FREE if seat.free and not closed else SeatLook.TAKEN


def _said(desk: Desk, plan: Plan, row: str, seat: Seat, look: SeatLook) -> str:
    """«Ряд 3, место 12, для коляски, свободно, 500 ₽»."""
    words = desk.words
    kind = words(f"playbill.kind.{seat.kind}") if seat.kind != "ordinary" else ""
    state = words(f"playbill.look.{look.value}")
    price = desk.money(price_of(plan, seat)) if look is not SeatLook.TAKEN and price_of(plan, seat) else ""
    where = words("playbill.row_and_seat", row=row, seat=seat.place)
    zone = _zones(plan, (seat,))
    said = ", ".join(filter(None, (where, kind, state, price)))
    return f"{zone}. {said}" if zone else said


def _legend(desk: Desk, kinds: set[str]) -> tuple[LegendEntry, ...]:
    words, plain = desk.words, SeatKind.ORDINARY
    entries = [LegendEntry(words(f"playbill.look.{look.value}"), look, plain) for look in SeatLook]
    entries += [
        LegendEntry(words(f"playbill.kind.{kind.value}"), SeatLook.FREE, kind)
        for kind in (SeatKind.WHEELCHAIR, SeatKind.COMPANION)
        if kind.value in kinds
    ]
    return tuple(entries)


def row_page(desk: Desk, page: RowPage) -> Scene:
    """The free seats of a row as a list: the same choice without a picture."""
    words, outing = desk.words, outing_of(desk)
    plan = outing.plan
    if plan is None:
        return Scene("hall-row", ())
    row = plan.rows[page.row]
    title = Title(words("playbill.one_row", row=row.row), _crumb(desk, outing, _zones(plan, row.seats)))
    open_ = [seat for seat in row.seats if _look(outing, seat) is SeatLook.CHOSEN or may_take(outing, seat)]
    choices = tuple(
        Choice(
            _seat_title(desk, plan, seat),
            seat.seat in outing.chosen,
            SeatSwitched(seat.seat),
            _said(desk, plan, row.row, seat, _look(outing, seat)),
        )
        for seat in open_
    )
    return Scene(
        "hall-row",
        (title, Choices(choices, several=True, dense=True), *_chosen(desk, outing)),
        _go_on(desk, outing),
    )


def _seat_title(desk: Desk, plan: Plan, seat: Seat) -> str:
    kind = desk.words(f"playbill.kind.{seat.kind}") if seat.kind != "ordinary" else ""
    price = desk.money(price_of(plan, seat)) if price_of(plan, seat) else ""
    return ", ".join(filter(None, (desk.words("playbill.one_seat", seat=seat.place), kind, price)))


def _chosen(desk: Desk, outing: Outing) -> tuple[Block, ...]:
    """What has been chosen so far and what it costs."""
    words, plan = desk.words, outing.plan
    if plan is None or not outing.chosen:
        return ()
    found = [one for number in outing.chosen if (one := seat_of(plan, number))]
    total = sum(price_of(plan, seat) for _, seat in found)
    price = desk.money(total) if total else words("playbill.free")
    title = words("playbill.chosen", seats=_in_words(desk, plan, found))
    before = outing.what is not None and outing.what.concessions and bool(total)
    text = words("playbill.chosen.before" if before else "playbill.chosen.total", price=price)
    if outing.what is not None and is_full(outing):
        text = f"{text} {words('playbill.full', most=outing.what.per_person)}"
    return (Notice(Tone.GOOD, title, text, compact=True),)


def _in_words(desk: Desk, plan: Plan, seats: list[tuple[Line, Seat]]) -> str:
    """«Партер, ряд 3: места 11, 12; Балкон, ряд 1: место 5»."""
    rows: dict[tuple[str, str], list[str]] = {}
    for row, seat in seats:
        rows.setdefault((_zones(plan, (seat,)), row.row), []).append(seat.place)
    told = []
    for (zone, row_), places in rows.items():
        of_row = desk.words.plural("playbill.row_seats", len(places), row=row_, places=", ".join(places))
        told.append(f"{zone}, {of_row}" if zone else of_row)
    return "; ".join(told)


def _go_on(desk: Desk, outing: Outing) -> tuple[Button, ...]:
    words = desk.words
    other = (
        Button(words("playbill.on_plan"), PlanAsked(), icon="seat")
        if outing.by_rows
        else Button(words("playbill.by_rows"), PlanAsked(by_rows=True), icon="list")
    )
    if not outing.chosen:
        return (other, Button(words("playbill.best_short"), BestSeatsAsked(), icon="done"))
    take = words.plural("playbill.take_seats", len(outing.chosen))
    return (other, Button(take, ChosenSeatsAsked(), icon="done", primary=True))
