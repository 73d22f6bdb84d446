"""Facts and their values in the operator's language, by the words that kiosks show. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from content.formats import NO_BREAK_SPACE, date_in_words, money, unit_of
from content.i18n import Words
from content.model import Text
from content.rules.model import Fact, FactType
from content.rules.provenance import Known, Source
from content.rules.values import KOPECK_PLACES, Value


@dataclass(frozen=True, slots=True)
class Told:
    """`words` are the content's own."""

    words: Words

    @property
    def language(self) -> str:
        return self.words.language

    def text(self, text: Text) -> str:
        return text.in_language(self.language)

    def value(self, fact: Fact, value: Value) -> str:
        """«Вторая группа», «18 939,50 ₽», «3 февраля 1951», «не знаю»."""
        match value:
            case bool():
                return self.words("wizard.yes" if value else "wizard.no")
            case int() if fact.type is FactType.MONEY:
                return money(value, self.language)
            case int():
                figure = _figure(value, fact.decimals)
                unit = unit_of(Decimal(figure), self.unit(fact), self.language) if fact.unit else ""
                return f"{figure.replace('.', ',')}{NO_BREAK_SPACE}{unit}".rstrip(NO_BREAK_SPACE)
            case date():
                return date_in_words(value, self.language)
            case frozenset():
                ticked = [self.text(one.title) for one in fact.options if one.id in value]
                return "; ".join(ticked) or self.words("wizard.none")
            case tuple():
                return str(len(value))
            case str():
                return next((self.text(one.title) for one in fact.options if one.id == value), value)
            case _:
                return self.words("wizard.declined")

    def typed(self, fact: Fact, known: Known | None) -> str:
        """A known figure as one would type it; "" for none."""
        value = None if known is None else known.value
        if isinstance(value, date):
            return f"{value:%d.%m.%Y}"
        if isinstance(value, bool) or not isinstance(value, int):
            return ""
        places = KOPECK_PLACES if fact.type is FactType.MONEY else fact.decimals
        return _figure(value, places).replace(".", ",")

    def unit(self, fact: Fact) -> str:
        return "₽" if fact.type is FactType.MONEY else self.text(fact.unit) if fact.unit else ""

    def source(self, known: Known) -> str:
        """Who says so: the register by its name, a document, or the caller."""
        if known.source is Source.REGISTER and known.register is not None:
            return self.text(known.register)
        return self.words(f"wizard.source.{known.source.value}")


def _figure(value: int, places: int) -> str:
    if not places:
        return str(value)
    scaled = Decimal(value).scaleb(-places)
    return str(scaled.quantize(Decimal(1))) if scaled == scaled.to_integral_value() else f"{scaled:f}"
