"""Facts and their values as a person reads them, with the source of each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from content.formats import NO_BREAK_SPACE, unit_of
from content.model import Text
from kiosk.findings import FactValue
from kiosk.flow.asking.entries import figure_text
from kiosk.flow.scenes.scene import Desk

if TYPE_CHECKING:
    from content.rules.model import Fact


def value_in_words(desk: Desk, fact: Fact, value: FactValue | None) -> str:
    """«Вторая группа», «18 939,50 ₽», «3 февраля 1951», «не знаю»."""
    words = desk.words
    match value:
        case None:
            return words("wizard.declined")
        case bool():
            return words("wizard.yes" if value else "wizard.no")
        case int() if fact.type == "money":
            return desk.money(value)
        case int():
            figure = figure_text(fact, value)
            return f"{figure}{NO_BREAK_SPACE}{unit_in_words(desk, fact, figure)}" if fact.unit else figure
        case date():
            return desk.day(value)
        case frozenset():
            ticked = [desk.text(option.title) for option in fact.options if option.id in value]
            return "; ".join(ticked) or words("wizard.none")
        case _:
            return next((desk.text(one.title) for one in fact.options if one.id == value), value)


def unit_in_words(desk: Desk, fact: Fact, figure: str) -> str:
    """The unit in the form that goes with the figure: «22 года»; as the pack has it before one is written."""
    if fact.unit is None:
        return ""
    unit = desk.text(fact.unit)
    return unit_of(Decimal(figure.replace(",", ".")), unit, desk.language) if figure.strip(",") else unit


def source_in_words(desk: Desk, source: str, register: Text | None) -> str:
    """Who says so: the register by its name, a document, or the person."""
    if source == "register" and register is not None:
        return desk.text(register)
    return desk.words(f"wizard.source.{source}")
