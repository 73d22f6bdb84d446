"""The refusals of announcements, reports, the journal and quality."""

from __future__ import annotations

from collections.abc import Mapping

from backend.problems.kind import ProblemKind

SUPERVISION_PROBLEMS: Mapping[str, ProblemKind] = {
    "announcement-unknown": ProblemKind(404, "No such announcement", "Look at the list of announcements."),
    "announcement-period": ProblemKind(
        422,
        "The announcement's time does not fit",
        "Let it end after it begins, later than now, within a year.",
    ),
    "report-period": ProblemKind(
        422, "No report can be made of this period", "Choose at least seven days and at most a year."
    ),
    "journal-period": ProblemKind(
        422, "The journal is not read over this period", "Choose at least one day and at most 92."
    ),
    "quality-unknown": ProblemKind(
        404, "This contact was not drawn for quality", "Look at the list of drawn contacts."
    ),
    "quality-own-contact": ProblemKind(
        403, "Nobody judges their own contact", "Leave it to another supervisor."
    ),
    "quality-incomplete": ProblemKind(
        422,
        "Points of the form are not answered, or are none of its own",
        "Answer those that `points` names.",
    ),
    "quality-changed": ProblemKind(
        409, "The contact was judged elsewhere meanwhile", "Compare `stored` and `sent`; send with `version`."
    ),
}
