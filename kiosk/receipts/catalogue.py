"""Papers of the catalogue, the same for everybody: a measure, a place, the technician's test."""

from __future__ import annotations

from content.formats import NO_BREAK_SPACE, date_in_figures, phone
from content.labels import figure, label
from content.model import Amount, Evidence, Hours, Measure, Place
from devices.ports import Align, CheckItem, Element, Line, Pair, Rule, Sheet, Space
from kiosk.receipts.paper import Letterhead, call_code, position_code, sheet

NEAREST_SHOWN = 2


def measure_sheet(head: Letterhead, measure: Measure, nearest: tuple[Place, ...]) -> Sheet:
    """What a measure is, how much, what to bring and where: for the way to the office."""
    words, language = head.words, head.language
    title = measure.title.in_language(language)
    body: tuple[Element, ...] = (
        Line(title, large=True),
        Space(),
        *amount_elements(head, measure.amount),
        *told(words("paper.who"), measure.who),
        *evidence_elements(head, measure.evidence),
        *told(words("paper.how"), measure.how),
        *told(words("paper.where"), measure.where_note),
        *place_elements(head, nearest[:NEAREST_SHOWN]),
        *told(words("paper.deadline"), measure.deadline.text.in_language(language)),
        *basis_elements(head, measure),
    )
    qr = position_code(head, nearest[0].latitude, nearest[0].longitude) if nearest else call_code(head)
    return sheet(head, title, body, qr)


def amount_elements(head: Letterhead, amount: Amount) -> tuple[Element, ...]:
    """The amount in large, what it says in words, since when; marked when nobody has verified it."""
    words, language = head.words, head.language
    lines: list[Element] = []
    if shown := figure(words, amount):
        lines.append(Line(shown, bold=True))
    if (in_words := amount.text.in_language(language)) and in_words != shown:
        lines.append(Line(in_words))
    if amount.valid_from:
        lines.append(Pair(words("paper.amount_since"), date_in_figures(amount.valid_from)))
    if not amount.verified:
        lines.append(Line(words("paper.unverified"), bold=True))
    return tuple(lines)


def evidence_elements(head: Letterhead, evidence: tuple[Evidence, ...]) -> tuple[Element, ...]:
    """«Что взять с собой», a box to tick before each."""
    to_bring = tuple(
        CheckItem(item.title.in_language(head.language)) for item in evidence if not item.from_registry
    )
    return (Space(), Line(head.words("paper.bring"), bold=True), *to_bring) if to_bring else ()


def place_elements(head: Letterhead, places: tuple[Place, ...]) -> tuple[Element, ...]:
    """Address, phone and hours of the nearest offices."""
    words = head.words
    elements: list[Element] = []
    for place in places:
        elements += [Space(), Line(place.title.in_language(head.language), bold=True)]
        elements.append(Line(f"{place.town}, {place.address}"))
        elements.append(Line(phone(place.phone)))
        elements += [hours_pair(head, entry) for entry in place.hours]
        if place.demo:
            elements.append(Line(words("demo.data")))
    return tuple(elements)


def hours_pair(head: Letterhead, hours: Hours) -> Pair:
    """«Пн–Чт» left, «09:00–18:00» right; the break stands in the value."""
    days = ", ".join(
        "–".join(head.words(f"weekday_short.{day}") for day in span.split("-"))
        for span in hours.days.replace(" ", "").split(",")
    )
    if hours.round_the_clock:
        return Pair(days, head.words("hours.round_the_clock"))
    value = f"{hours.opens}–{hours.closes}"
    if hours.break_from:
        pause = head.words("hours.break", start=hours.break_from, end=hours.break_to)
        value += f" ({pause.replace(' ', NO_BREAK_SPACE)})"
    return Pair(days, value)


def basis_elements(head: Letterhead, measure: Measure) -> tuple[Element, ...]:
    """The act the measure stands on."""
    acts = "; ".join(", ".join(filter(None, (basis.act, basis.article))) for basis in measure.legal_basis)
    return told(head.words("paper.basis"), acts)


def told(heading: str, text: str) -> tuple[Element, ...]:
    """A heading and its text, or nothing."""
    return (Space(), Line(heading, bold=True), Line(text)) if text else ()


def place_sheet(head: Letterhead, place: Place) -> Sheet:
    """Where a place is, its phone and hours, what is accessible, and a code that opens the map."""
    words = head.words
    title = place.title.in_language(head.language)
    accessible: tuple[Element, ...] = tuple(
        Line(words(f"accessibility.{name}"))
        for name in ("ramp", "lift", "accessible_toilet", "induction_loop", "tactile_signs", "parking")
        if getattr(place.accessibility, name)
    )
    body: tuple[Element, ...] = (
        Line(title, large=True),
        Line(label(words, place.kind)),
        Space(),
        Line(f"{place.town}, {place.address}", bold=True),
        Pair(words("paper.phone"), phone(place.phone)),
        Space(),
        *(hours_pair(head, entry) for entry in place.hours),
        Space(),
        *accessible,
        *((Space(), Line(place.note)) if place.note else ()),
        *((Space(), Line(words("demo.data"), bold=True)) if place.demo else ()),
    )
    return sheet(head, title, body, position_code(head, place.latitude, place.longitude))


def trial_sheet(head: Letterhead, columns: int) -> Sheet:
    """Everything the printer must be able to do, on one paper."""
    words = head.words
    ruler = "1234567890" * (columns // 10 + 1)
    body: tuple[Element, ...] = (
        Line(words("paper.test.title"), large=True),
        Line(ruler[:columns]),
        Line("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"),
        Line("абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
        Line("№ 12 345,67 ₽ «ёлка» — 50 %", bold=True),
        Pair(words("paper.test.left"), words("paper.test.right")),
        CheckItem(words("paper.test.check")),
        Rule(),
        Line(words("paper.test.centre"), align=Align.CENTRE),
    )
    return sheet(head, words("paper.test.title"), body, call_code(head))
