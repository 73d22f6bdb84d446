"""The refusals of urgent social services and of signals."""

from __future__ import annotations

from collections.abc import Mapping

from backend.problems.kind import ProblemKind

URGENT_PROBLEMS: Mapping[str, ProblemKind] = {
    "urgent-unknown": ProblemKind(
        404, "There is no such application for urgent help", "Look the number through again."
    ),
    "urgent-changed": ProblemKind(
        409,
        "Somebody changed the application meanwhile",
        "Compare `yours` with `current`; send it again with the version of `current`.",
    ),
    "urgent-state": ProblemKind(
        409, "The application does not stand so that this may be done", "Read it again; `state` says how."
    ),
    "urgent-kind-unknown": ProblemKind(
        422, "The content pack names no such urgent service", "Choose among `allowed`."
    ),
    "urgent-name-missing": ProblemKind(
        422, "It is not said who is to have the help", "Ask for a name; only some help is given without one."
    ),
    "urgent-papers-unseen": ProblemKind(
        422, "Nobody can show papers on the telephone", "Write the name as it is said; papers come later."
    ),
    "urgent-provider-missing": ProblemKind(
        422, "It is not said who gave the help", "Name the provider; the act has to name it."
    ),
    "urgent-date-wrong": ProblemKind(
        422,
        "The day named in `at` cannot be",
        "Correct it: help before the signature, nothing in the future.",
    ),
    "urgent-desk-only": ProblemKind(
        403, "This is done at a desk, with the papers", "Pass it on to a case worker."
    ),
    "signal-unknown": ProblemKind(404, "There is no such signal", "Look the number through again."),
    "signal-changed": ProblemKind(
        409,
        "Somebody changed the signal meanwhile",
        "Compare `yours` with `current`; send it again with the version of `current`.",
    ),
    "signal-state": ProblemKind(
        409, "The signal does not stand so that this may be done", "Read it again; `state` says how."
    ),
    "signal-date-wrong": ProblemKind(
        422, "The day named in `at` cannot be", "Name a day between the signal and today."
    ),
    "signal-kind-unknown": ProblemKind(
        422, "The content pack names no such signal", "Choose one of `allowed`."
    ),
    "signal-body-unknown": ProblemKind(
        422, "The content pack names no such body", "Choose one of `allowed`."
    ),
    "signal-emergency-missing": ProblemKind(
        422, "A life is in danger and nobody has called 112", "Call 112 first, then send `emergency`."
    ),
}
