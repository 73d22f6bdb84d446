"""The refusals of the call centre's contacts, calls back and telephone lines."""

from __future__ import annotations

from collections.abc import Mapping

from backend.problems.kind import ProblemKind

CONTACT_PROBLEMS: Mapping[str, ProblemKind] = {
    "contact-unknown": ProblemKind(404, "No such contact", "Look at the calls in hand."),
    "contact-not-yours": ProblemKind(
        403, "Another operator has this contact", "Ask the colleague to pass it on."
    ),
    "contact-closed": ProblemKind(409, "The contact is closed", "Open a new one."),
    "contact-not-talking": ProblemKind(
        409, "Nobody talks in this contact now", "Look at the contact again: its call may have ended."
    ),
    "contact-ground-missing": ProblemKind(
        422, "By what right somebody speaks for another is missing", "Ask for it and write it down."
    ),
    "contact-person-unknown": ProblemKind(
        404, "The register has no such person", "Search for the person anew."
    ),
    "contact-person-missing": ProblemKind(
        409, "The contact is for nobody yet", "Choose the person first, or go on without one."
    ),
    "contact-notes-changed": ProblemKind(
        409, "The notes were changed elsewhere", "Put `stored` and `sent` together; send with `version`."
    ),
    "contact-colleague-unknown": ProblemKind(
        409, "Nobody can take the contact there", "Choose another colleague who answers calls."
    ),
    "contact-number-missing": ProblemKind(409, "There is no number to call", "Ask for a number."),
    "wrong-record-unknown": ProblemKind(
        404, "No such report of a wrong record", "Look at the list of reports again."
    ),
    "wrong-record-settled": ProblemKind(
        409, "A colleague has settled this report", "`stored` says what was answered."
    ),
    "call-back-unknown": ProblemKind(404, "No such promised call", "Look at the list of calls to make."),
    "call-back-taken": ProblemKind(
        409, "The promised call is not in your hands", "Look at the list of calls to make again."
    ),
    "line-unknown": ProblemKind(404, "No such telephone line", "Add it: `python -m backend line add`."),
    "line-taken": ProblemKind(409, "A colleague sits at this line", "Ask them to leave it, or take another."),
    "line-seal-wrong": ProblemKind(
        401, "The event is not sealed by this line's key", "Check the line's key and the sender's clock."
    ),
}
