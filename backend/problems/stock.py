"""The refusals of stock; none of them says what a person has reserved."""

from __future__ import annotations

from collections.abc import Mapping

from backend.problems.kind import ProblemKind

STOCK_PROBLEMS: Mapping[str, ProblemKind] = {
    "item-unknown": ProblemKind(404, "There is no such medicine or book", "Search for it again."),
    "place-unknown": ProblemKind(404, "The content pack has no such place", "Use the id of a place."),
    "stock-gone": ProblemKind(
        409, "Not so many are left there", "Choose one of `alternatives`, or take fewer."
    ),
    "stock-limit": ProblemKind(409, "So many are not given to one person", "Take fewer."),
    "copy-limit": ProblemKind(409, "One reader, one copy of a book", "Choose another book."),
    "alerts-many": ProblemKind(
        409, "Too much is waited for already", "Give something up with the card and its PIN."
    ),
    "stock-promised": ProblemKind(
        409, "More is reserved than would be left", "Hand out or cancel reservations first."
    ),
    "reservations-many": ProblemKind(
        409, "Too much is kept for this person already", "Fetch or cancel something first."
    ),
    "reservation-unknown": ProblemKind(
        404, "No such reservation, or not this person's", "Check the number and the code on the paper."
    ),
    "reservation-ended": ProblemKind(
        409, "The reservation stands no more", "Reserve anew if it is still needed."
    ),
}
