"""Requirements read from their written form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import msgspec

from content.model import LegalBasis, PlaceKind, Text
from content.rules.arithmetic import Typed, scaled
from content.rules.cursor import Cursor
from content.rules.model import FactType
from content.rules.options import CHOICES, SETS, UNREADABLE, chosen, conjoined, of_set, yes_no
from content.rules.syntax import (
    All,
    Always,
    AnyOf,
    Compare,
    EveryMember,
    FactValue,
    Grounded,
    InCategory,
    Judged,
    MeetsRule,
    Not,
    Order,
    Requirement,
    SomeMember,
)
from content.rules.terms import HEADS, Terms, head_of
from content.rules.vocabulary import CHOSEN, Scope, Subject, Vocabulary, nearest

_ORDERS: Final[Mapping[str, Order]] = {order.value: order for order in Order}
_DATE_ORDERS: Final[Mapping[str, Order]] = {
    "on_or_after": Order.AT_LEAST,
    "on_or_before": Order.AT_MOST,
    "after": Order.MORE_THAN,
    "before": Order.LESS_THAN,
}
_IS_NOT: Final = "is_not"
COMPARISONS: Final = frozenset({*_ORDERS, *_DATE_ORDERS, _IS_NOT})
_OF_A_FACT: Final = COMPARISONS | CHOICES | SETS
_WORDS: Final = ("all", "any", "not", "always", "category", "measure", "some", "every", "judged", "value")
_BESIDE: Final[Mapping[str, frozenset[str]]] = {
    "some": frozenset({"where"}),
    "every": frozenset({"where"}),
    "judged": frozenset({"by"}),
    "value": COMPARISONS,
}


@dataclass(frozen=True, slots=True)
class Requirements:
    """Reads the requirements of one rule; `judged` names what it leaves to officials."""

    vocabulary: Vocabulary
    judged_as: str
    judged: list[Judged] = field(default_factory=list)

    def read(self, at: Cursor, scope: Scope) -> Requirement:
        """The requirement at a place; after a fault something stands in for it."""
        if not isinstance(at.tree, dict):
            what = "a list" if isinstance(at.tree, list) else repr(at.tree)
            at.fault(f"{what} is no requirement", "Write {all: […]}, {any: […]}, {fact: …} or {always: true}")
            return UNREADABLE
        if "law" in at.tree:
            law = _law(at.child("law"))
            part = self.read(at.without("law"), scope)
            return Grounded(part, law) if law is not None else part
        said = [word for word in _WORDS if word in at.tree]
        if not said:
            return self._compared(at, scope)
        word = said[0]
        for name in at.tree:
            if name != word and name not in _BESIDE.get(word, frozenset()):
                remedy = "Write the two below one all or any" if name in (*_WORDS, *HEADS) else "Remove it"
                at.child(name).fault(f"{name!r} does not go with {word!r}", remedy)
                return UNREADABLE
        return self._by_word(word, at, scope)

    def _by_word(self, word: str, at: Cursor, scope: Scope) -> Requirement:
        below = at.child(word)
        match word:
            case "all":
                return All(tuple(self.read(item, scope) for item in below.items()))
            case "any":
                return AnyOf(tuple(self.read(item, scope) for item in below.items()))
            case "not":
                return Not(self.read(below, scope))
            case "always":
                return self._always(below)
            case "category" | "measure":
                return self._rule(word, below)
            case "judged":
                return self._judged(at)
            case "value":
                return self._orders(at, self.terms.read(below, scope), scope)
            case _:
                return self._member(word, at, scope)

    @property
    def terms(self) -> Terms:
        """The reader of the terms in these requirements."""
        return Terms(self.vocabulary, self.read)

    @staticmethod
    def _always(at: Cursor) -> Requirement:
        if isinstance(at.tree, bool):
            return Always(at.tree)
        at.fault(f"{at.tree!r} is neither true nor false", "Write always: true or always: false")
        return UNREADABLE

    def _rule(self, word: str, at: Cursor) -> Requirement:
        name = at.word()
        known = self.vocabulary.categories if word == "category" else self.vocabulary.measures
        if name is None:
            return UNREADABLE
        if name not in known:
            at.fault(f"the {word} {name!r} has no rule in this pack", nearest(name, sorted(known)))
            return UNREADABLE
        return InCategory(name) if word == "category" else MeetsRule(name)

    def _judged(self, at: Cursor) -> Requirement:
        words = at.tree["judged"]
        try:
            text = Text(words) if isinstance(words, str) and words else msgspec.convert(words, Text)
            by = msgspec.convert(at.tree.get("by"), PlaceKind | None)
        except msgspec.ValidationError as invalid:
            remedy = f"Write {{judged: words, by: one of {', '.join(PlaceKind)}}}"
            at.fault(f"what an official judges cannot be read: {invalid}", remedy)
            return UNREADABLE
        judged = Judged(f"judged:{self.judged_as}:{len(self.judged) + 1}", text, by)
        self.judged.append(judged)
        return judged

    def _member(self, word: str, at: Cursor, scope: Scope) -> Requirement:
        if scope.household is not None:
            at.fault(f"{word} stands inside another where", "A member has no household of its own")
            return UNREADABLE
        if "where" not in at.tree:
            at.fault(f"{word} has no where", "Say what is true of the member")
            return UNREADABLE
        household = self.terms.household(at.child(word))
        if household is None:
            return UNREADABLE
        where = self.read(at.child("where"), Scope(household))
        return SomeMember(household.id, where) if word == "some" else EveryMember(household.id, where)

    def _compared(self, at: Cursor, scope: Scope) -> Requirement:
        """A fact or another term with its comparison beside it."""
        head = head_of(at.tree)
        if head is None:
            names = [*_WORDS, *HEADS]
            for name in at.tree:
                at.child(name).fault(f"no requirement begins with {name!r}", nearest(name, names))
            if not at.tree:
                at.fault("an empty requirement", "Write {always: true} where everybody is meant")
            return UNREADABLE
        if head in ("fact", "field"):
            return self._of_a_fact(head, at, scope)
        comparisons = {name: tree for name, tree in at.tree.items() if name in COMPARISONS}
        term = {name: tree for name, tree in at.tree.items() if name not in COMPARISONS}
        bare = Cursor(at.kind, at.id, at.path, term, at.findings)
        beside = Cursor(at.kind, at.id, at.path, comparisons, at.findings)
        return self._orders(beside, self.terms.read(bare, scope), scope)

    def _of_a_fact(self, head: str, at: Cursor, scope: Scope) -> Requirement:
        subject = self.terms.subject(at.child(head), scope, field=head == "field")
        if subject is None:
            return UNREADABLE
        allowed = _ALLOWED.get(subject.what.type, COMPARISONS)
        if subject.what.type is FactType.HOUSEHOLD:
            at.child(head).fault(f"{subject.name!r} is a household", "Write some, every, count or total")
            return UNREADABLE
        for name in at.tree:
            if name not in (head, *allowed):
                _wrong_word(at.child(name), subject, allowed)
                return UNREADABLE
        if subject.what.type is FactType.YES_NO:
            return yes_no(at, subject)
        if subject.what.type in CHOSEN:
            return conjoined(at, chosen(at, head, subject))
        if subject.what.type is FactType.SET:
            return conjoined(at, of_set(at, head, subject))
        decimals = subject.what.decimals if subject.what.type is FactType.NUMBER else 0
        left = Typed(FactValue(subject.name), subject.what.type, decimals)
        return self._orders(at.without(head), left, scope)

    def _orders(self, at: Cursor, left: Typed | None, scope: Scope) -> Requirement:
        if left is None:
            return UNREADABLE
        parts: list[Requirement | None] = []
        for name in at.tree:
            if name == "value":
                continue
            if name in _DATE_ORDERS and left.type is not FactType.DATE:
                what = f"{name} speaks of dates, and this is {left.type.value}"
                at.child(name).fault(what, "Write at_least, at_most, more_than or less_than")
                return UNREADABLE
            parts.append(self._order(at.child(name), name, left, scope))
        read = tuple(part for part in parts if part is not None)
        if not read:
            if not parts:
                at.fault("a value without a comparison", "Add at_least, at_most, more_than, less_than or is")
            return UNREADABLE
        return read[0] if len(read) == 1 else All(read)

    def _order(self, at: Cursor, name: str, left: Typed, scope: Scope) -> Requirement | None:
        right = self.terms.read(at, scope, left.type)
        if right is None:
            return None
        if right.type is not left.type:
            what = f"{left.type.value} is compared with {right.type.value}"
            at.fault(what, "Compare values of one type")
            return None
        places = max(left.decimals, right.decimals)
        order = _ORDERS.get(name) or _DATE_ORDERS.get(name) or Order.EQUAL
        compare = Compare(scaled(left, places), order, scaled(right, places))
        return Not(compare) if name == _IS_NOT else compare


_ALLOWED: Final[Mapping[FactType, frozenset[str]]] = {
    FactType.YES_NO: frozenset({"is"}),
    FactType.CHOICE: CHOICES,
    FactType.REGION: CHOICES,
    FactType.SET: SETS,
}


def _law(at: Cursor) -> LegalBasis | None:
    try:
        return msgspec.convert(at.tree, LegalBasis, strict=False)
    except msgspec.ValidationError as invalid:
        at.fault(f"the law cannot be read: {invalid}", "Write {act: …, article: …}")
        return None


def _wrong_word(at: Cursor, subject: Subject, allowed: frozenset[str]) -> None:
    name = at.path[-1]
    if name in _OF_A_FACT:
        what = f"{name} does not go with {subject.name!r}, which is a {subject.what.type.value}"
    else:
        what = f"unknown comparison {name!r}"
    at.fault(what, nearest(str(name), sorted(allowed)))
