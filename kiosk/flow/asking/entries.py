"""From what a person presses to the value of a fact, and what is unclear about it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from devices.values import Value
from kiosk.findings import FactValue
from kiosk.flow.wizard.inquiry import Draft

if TYPE_CHECKING:
    from content.rules.model import Fact

YES, NO, NONE_OF_THEM = "yes", "no", ""
KOPECKS: Final = 2
DATE_LENGTHS: Final = (2, 2, 4)  # day, month, year
LONGEST_FIGURE: Final = 9
FIGURES: Final = frozenset({"number", "money", "date"})
"""Types of facts that are typed."""


class Unclear(Value):
    """Why what is written cannot be taken; `reason` is the last part of a wording's key."""

    reason: str


def fields_of(fact: Fact) -> int:
    """How many fields a figure has: a date has three."""
    return len(DATE_LENGTHS) if fact.type == "date" else 1


def has_point(fact: Fact) -> bool:
    return fact.type == "money" or (fact.type == "number" and fact.decimals > 0)


def typed(fact: Fact, draft: Draft, field: int, character: str) -> tuple[Draft, int]:
    """The draft after a key of the pad, and the field for the next key: a full field hands on."""
    texts = texts_of(fact, draft)
    if fact.type == "date":
        if not character.isdigit() or len(texts[field]) >= DATE_LENGTHS[field]:
            return draft, field
        written = texts[field] + character
        full = len(written) == DATE_LENGTHS[field] and field + 1 < len(DATE_LENGTHS)
        return _written(draft, texts, field, written), field + 1 if full else field
    return _written(draft, texts, 0, _figure(fact, texts[0], character)), 0


def erased(fact: Fact, draft: Draft, field: int) -> tuple[Draft, int]:
    """The draft without its last character; an empty field gives way to the one before it."""
    texts = texts_of(fact, draft)
    if not texts[field] and field > 0:
        field -= 1
    return _written(draft, texts, field, texts[field][:-1]), field


def texts_of(fact: Fact, draft: Draft) -> tuple[str, ...]:
    return draft.texts if len(draft.texts) == fields_of(fact) else ("",) * fields_of(fact)


def _written(draft: Draft, texts: tuple[str, ...], field: int, text: str) -> Draft:
    return replace(draft, texts=(*texts[:field], text, *texts[field + 1 :]), declined=False)


def _figure(fact: Fact, text: str, character: str) -> str:
    if character.isdigit():
        whole, point, places = text.partition(",")
        full = len(places) >= _places(fact) if point else len(whole) >= LONGEST_FIGURE
        return text if full else (character if text == "0" else text + character)
    return f"{text or '0'}," if has_point(fact) and "," not in text else text


def _places(fact: Fact) -> int:
    return KOPECKS if fact.type == "money" else fact.decimals


def chosen(fact: Fact, draft: Draft, option: str) -> Draft:
    """The draft after a press on an answer."""
    if fact.type != "set" or option == NONE_OF_THEM:
        return replace(draft, options=(option,), declined=False)
    others = tuple(one for one in draft.options if one not in (option, NONE_OF_THEM))
    ticked = others if option in draft.options else (*others, option)
    return replace(draft, options=ticked, declined=False)


def value_of(fact: Fact, draft: Draft, today: date) -> FactValue | Unclear:
    """The value that the draft gives the fact; never of a declined one."""
    match fact.type:
        case "yes_no":
            return draft.options == (YES,) if draft.options else Unclear("nothing")
        case "choice" | "region":
            return draft.options[0] if draft.options else Unclear("nothing")
        case "set":
            if not draft.options:
                return Unclear("nothing")
            return frozenset(option for option in draft.options if option != NONE_OF_THEM)
        case "date":
            return _date(fact, draft, today)
        case _:
            return _number(fact, draft)


def _number(fact: Fact, draft: Draft) -> int | Unclear:
    text = texts_of(fact, draft)[0].replace(",", ".").removesuffix(".")
    try:
        scaled = Decimal(text).scaleb(_places(fact))
    except InvalidOperation:
        return Unclear("nothing")
    value = int(scaled)
    least, most = (_bound(fact, bound) for bound in (fact.min, fact.max))
    if least is not None and value < least:
        return Unclear("too_small")
    return Unclear("too_large") if most is not None and value > most else value


def _bound(fact: Fact, written: object) -> int | None:
    """A bound as the pack writes it: a number, or money in quotes."""
    return None if written is None else int(Decimal(str(written)).scaleb(_places(fact)))


def _date(fact: Fact, draft: Draft, today: date) -> date | Unclear:
    day, month, year = texts_of(fact, draft)
    if not (day and month and len(year) == DATE_LENGTHS[2]):
        return Unclear("date_short" if day or month or year else "nothing")
    try:
        value = date(int(year), int(month), int(day))
    except ValueError:
        return Unclear("no_such_date")
    if fact.id.endswith("birth-date") and value > today:
        return Unclear("too_large")
    if fact.min and value < date.fromisoformat(str(fact.min)):
        return Unclear("too_small")
    return Unclear("too_large") if fact.max and value > date.fromisoformat(str(fact.max)) else value


def draft_of(fact: Fact, value: FactValue | None) -> Draft:
    """A known value as it would have been given; None is «не знаю»."""
    match value:
        case None:
            return Draft(fact.id, declined=True)
        case bool():
            return Draft(fact.id, options=(YES if value else NO,))
        case int():
            return Draft(fact.id, texts=(figure_text(fact, value),))
        case date():
            return Draft(fact.id, texts=(f"{value.day:02d}", f"{value.month:02d}", str(value.year)))
        case frozenset():
            return Draft(fact.id, options=tuple(sorted(value)) or (NONE_OF_THEM,))
        case _:
            return Draft(fact.id, options=(value,))


def figure_text(fact: Fact, value: int) -> str:
    """A scaled figure as it is typed: «18939,5»."""
    exact = Decimal(value).scaleb(-_places(fact))
    return f"{exact:f}".removesuffix(".00").replace(".", ",") if _places(fact) else str(value)
