"""The refusals of finding people and of making sure who speaks."""

from __future__ import annotations

from collections.abc import Mapping

from backend.problems.kind import ProblemKind

IDENTIFICATION_PROBLEMS: Mapping[str, ProblemKind] = {
    "search-empty": ProblemKind(
        422, "Nothing was told to look for", "Give a number, a name or a birth date."
    ),
    "identification-too-low": ProblemKind(
        403, "It is not sure enough who speaks", "Make sure as `needed` says, then do it again."
    ),
    "identification-other-person": ProblemKind(
        403,
        "The contact is for somebody else",
        "Choose this person in the contact, and make sure who speaks.",
    ),
    "contact-training": ProblemKind(
        409,
        "This call is an exercise",
        "Nothing is booked, filed, blocked or sent in a training call; do it in a real one.",
    ),
    "identification-failed": ProblemKind(
        403, "That did not show who speaks", "Ask again, or call the number that stands in the register."
    ),
    "identification-answers-missing": ProblemKind(
        422, "Too little was asked", "Ask what is asked of everybody, and one question more."
    ),
    "identification-number-other": ProblemKind(
        403, "This was no call to the registered number", "Hang up; call the number from the register."
    ),
    "identification-no-number": ProblemKind(
        409, "The register has no number to call", "Ask the questions or the code word instead."
    ),
    "contact-speaker-missing": ProblemKind(
        409, "It is not known who speaks", "Choose who speaks, then make sure that it is they."
    ),
    "card-not-blocked": ProblemKind(
        409, "There is no card to unblock", "Look at the card's state; a new one is made at an office."
    ),
    "code-word-invalid": ProblemKind(
        422, "That is no code word", "Choose a word of 4 to 40 letters that is not one's own name."
    ),
}
