"""The refusals of petitions, complaints and enquiries."""

from __future__ import annotations

from collections.abc import Mapping

from backend.problems.kind import ProblemKind

CASE_PROBLEMS: Mapping[str, ProblemKind] = {
    "case-unknown": ProblemKind(404, "There is no such case", "Look the number through again."),
    "case-changed": ProblemKind(
        409,
        "Somebody changed the case meanwhile",
        "Compare `yours` with `current`; send it again with the version of `current`.",
    ),
    "case-state": ProblemKind(
        409, "The case does not stand so that this may be done", "Read the case again; `state` says how."
    ),
    "case-channel": ProblemKind(
        422, "This way the law takes no such writing", "Choose one of `allowed`; by phone only prepare it."
    ),
    "case-incomplete": ProblemKind(
        422, "The writing lacks what its act asks for", "Ask the author for what `missing` names."
    ),
    "case-email-foreign": ProblemKind(
        422,
        "No answer goes to this address: its domain is not of the national zone",
        "Ask for an address in .ru, .su or .рф, or a postal one (59-ФЗ since 2025-03-30).",
    ),
    "case-ground-unknown": ProblemKind(
        422, "The act names no such ground", "Choose one of `allowed` of the content pack."
    ),
    "case-text-differs": ProblemKind(
        409,
        "The card signed another text than the one that stands here",
        "Read the text again and sign that.",
    ),
    "case-extended": ProblemKind(
        409, "The term was extended before; it can be once", "Answer until the day the case names."
    ),
    "case-extension-none": ProblemKind(
        409, "This act knows no extension", "Answer until the day the case names."
    ),
    "case-term-over": ProblemKind(
        409, "The term is over: nothing is left to extend", "Answer at once, and tell a supervisor."
    ),
    "case-forwarding-none": ProblemKind(
        409, "This act knows no forwarding", "Answer it, and name the body in charge."
    ),
    "case-person-unknown": ProblemKind(422, "The register knows no such person", "Look the person up again."),
    "email-invalid": ProblemKind(422, "That is no mail address", "Look the address through again."),
    "case-rules-missing": ProblemKind(
        503, "The content pack lacks the regulation or its term", "Publish a pack that has both."
    ),
}
