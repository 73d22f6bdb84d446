"""The refusals of letters and applications that an operator writes for a caller."""

from __future__ import annotations

from collections.abc import Mapping

from backend.problems.kind import ProblemKind

PAPERWORK_PROBLEMS: Mapping[str, ProblemKind] = {
    "letter-unknown": ProblemKind(
        422, "There is nothing like that to send", "Choose a measure, a place or a request of the pack."
    ),
    "letter-no-address": ProblemKind(
        409, "There is no address to send it to", "Ask for a number or an address, and read it back."
    ),
    "request-incomplete": ProblemKind(
        422, "The application lacks what it needs", "Ask the caller for what `missing` names."
    ),
    "request-signed": ProblemKind(
        409, "The application does not wait for a signature", "Look at its state: it was signed or withdrawn."
    ),
}
