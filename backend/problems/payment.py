"""The refusals about paying; none of them says who paid or for what."""

from __future__ import annotations

from collections.abc import Mapping

from backend.problems.kind import ProblemKind

PAYMENT_PROBLEMS: Mapping[str, ProblemKind] = {
    "invoice-none": ProblemKind(
        404, "Nothing is paid for this by invoice", "Look at the ticket: it is free, or paid at the place."
    ),
    "invoice-ended": ProblemKind(
        409, "The invoice asks for nothing any more", "Choose one that is due, or send the money back."
    ),
    "notice-unsigned": ProblemKind(
        401, "The notice is not sealed by the bank", "Seal moment and body with the shared secret, just now."
    ),
    "notice-differs": ProblemKind(
        409, "This operation was told of with another sum", "Compare both with the bank; nothing was changed."
    ),
    "money-unknown": ProblemKind(404, "There is no such money", "Look at the list again."),
    "money-settled": ProblemKind(409, "Nothing is open of this money", "Look at the list again."),
    "refund-unknown": ProblemKind(404, "There is no such refund", "Look at the list again."),
    "refund-done": ProblemKind(
        409, "It was sent back by another document", "Compare both documents at the bank."
    ),
}
