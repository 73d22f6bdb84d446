"""What all interviews over one pack share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from content.eligibility.book import RuleBook
from content.pack import Pack
from content.wizard.order import Order, QuestionOrder


class Wizard:
    """The rules of a pack at a date with what orders their questions; make it once, it is dear."""

    def __init__(
        self, pack: Pack, book: RuleBook, make_order: Callable[[RuleBook], Order] = QuestionOrder
    ) -> None:
        self.pack = pack
        self.book = book
        self.groups = {group.id: group for group in pack.question_groups}
        self.constraints = {constraint.id: constraint.title for constraint in pack.constraints}
        self.asked = frozenset(fact.id for fact in pack.facts if fact.question is not None)
        self._make_order = make_order
        self._orders: dict[RuleBook, Order] = {}

    @staticmethod
    def of(pack: Pack, on: date) -> Wizard:
        """The wizard of a pack; raises RulesInvalidError."""
        return Wizard(pack, RuleBook.of(pack, on))

    def prepare(self) -> None:
        """Work out now what the first question would else wait for."""
        self.order(self.book)

    def order(self, book: RuleBook) -> Order:
        """The order of questions of the book, or of its variant for values that are otherwise derived."""
        if book not in self._orders:
            self._orders[book] = self._make_order(book)
        return self._orders[book]
