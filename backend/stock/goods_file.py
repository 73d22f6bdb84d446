"""A catalogue and what places have of it as a CSV file, each line checked; pure.

The first column says what a line is: `item` (a medicine or a book) or `holding` (what a place has now). The
columns that a kind of line does not know stay empty. Prices are rubles: 120.50 or 120,50.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Final, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    field_validator,
    model_validator,
)

from backend.bad_line import BadLine
from backend.spreadsheet import Kinds, lines_of
from backend.stock.values import Item

KOPECKS: Final = 100
MOST_UNITS: Final = 1_000_000
MOST_KOPECKS: Final = 100_000_000
LONGEST_DELIVERY: Final = 60  # days
Id = Annotated[str, Field(pattern=r"^[0-9a-z]+(-[0-9a-z]+)*$", max_length=40)]
Told = Annotated[str, Field(max_length=200)]


class _Line(BaseModel):
    """What every kind of line has; a filled column it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    item: Id


class ItemLine(_Line):
    what: Literal["item"]
    kind: Literal["medicine", "book"]
    title: Annotated[str, Field(min_length=1, max_length=200)]
    substance: Told = ""
    author: Told = ""
    details: Told = ""
    prescription: bool = False
    concessionary: bool = False

    @model_validator(mode="after")
    def _of_its_kind(self) -> ItemLine:
        if self.kind == "book" and (self.substance or self.prescription or self.concessionary):
            raise ValueError("a book has no substance, prescription or concession")
        if self.kind == "medicine" and self.author:
            raise ValueError("a medicine has no author")
        return self

    def value(self) -> Item:
        return Item(**self.model_dump(exclude={"what"}))


class HoldingLine(_Line):
    what: Literal["holding"]
    place: Annotated[str, Field(min_length=1, max_length=80)]
    units: Annotated[int, Field(ge=0, le=MOST_UNITS)]
    price: Annotated[int, Field(ge=0, le=MOST_KOPECKS)] = 0  # kopecks
    delivery_days: Annotated[int, Field(ge=0, le=LONGEST_DELIVERY)] = 0

    @field_validator("price", mode="before")
    @classmethod
    def _of_rubles(cls, text: Any) -> Any:
        if not isinstance(text, str):
            return text
        try:
            kopecks = Decimal(text.strip().replace(",", ".")) * KOPECKS
        except InvalidOperation:
            raise ValueError("no price in rubles; write one like 120.50") from None
        if kopecks != kopecks.to_integral_value():
            raise ValueError("no price has parts of a kopeck")
        return int(kopecks)


Line = ItemLine | HoldingLine
_KINDS: Final[Kinds[Line]] = Kinds(
    TypeAdapter(Annotated[Line, Field(discriminator="what")]),
    ("prescription", "concessionary"),
    "what,item,…",
)


@dataclass(frozen=True, slots=True)
class GoodsFile:
    """A whole file without a fault; `numbers` are those of the holdings' lines."""

    items: tuple[Item, ...]
    holdings: tuple[HoldingLine, ...]
    numbers: tuple[int, ...]


def read_goods(text: str, places: Set[str], known: Mapping[str, str]) -> GoodsFile | list[BadLine]:
    """The file, or every bad line; `places` are the pack's, `known` the stored items with their kinds."""
    lines, bad = lines_of(text, _KINDS)
    bad += _contradictions(lines, places, known)
    if bad:
        return sorted(bad, key=lambda each: each.number)
    held = [(number, line) for number, line in lines if isinstance(line, HoldingLine)]
    return GoodsFile(
        tuple(line.value() for _, line in lines if isinstance(line, ItemLine)),
        tuple(line for _, line in held),
        tuple(number for number, _ in held),
    )


def _contradictions(
    lines: Sequence[tuple[int, Line]], places: Set[str], known: Mapping[str, str]
) -> Iterator[BadLine]:
    in_file: dict[str, int] = {}
    held: dict[tuple[str, str], int] = {}
    for number, line in lines:
        if isinstance(line, ItemLine):
            if line.item in in_file:
                yield BadLine(number, f"item: {line.item} stands on line {in_file[line.item]}")
            elif known.get(line.item, line.kind) != line.kind:
                yield BadLine(number, f"kind: {line.item} is stored as a {known[line.item]}")
            in_file.setdefault(line.item, number)
    for number, line in lines:
        if isinstance(line, HoldingLine):
            here = (line.item, line.place)
            if line.item not in in_file and line.item not in known:
                yield BadLine(number, f"item: {line.item} is neither in the file nor stored")
            if line.place not in places:
                yield BadLine(number, f"place: the pack has no place {line.place}")
            if here in held:
                yield BadLine(number, f"place: {line.place} stands with this item on line {held[here]}")
            held.setdefault(here, number)
