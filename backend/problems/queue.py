"""The refusals of the queues for kindergartens and schools."""

from __future__ import annotations

from collections.abc import Mapping

from backend.problems.kind import ProblemKind

QUEUE_PROBLEMS: Mapping[str, ProblemKind] = {
    "queue-age": ProblemKind(
        409, "The child is too young or too old for this", "Ask the education office what there is instead."
    ),
    "queue-child-only": ProblemKind(
        403, "Only a parent or a guardian registers a child", "Choose a child of the holder's."
    ),
    "queue-closed": ProblemKind(409, "Applications are not taken now", "Come again on the day `opens_on`."),
    "queue-district": ProblemKind(
        409, "The house belongs to another school", "Choose the school of the district, or wait for July."
    ),
    "queue-exists": ProblemKind(
        409, "An application stands for this child already", "Look at the list of applications."
    ),
    "queue-places-wrong": ProblemKind(
        409, "These places cannot be wished for", "Name one to three different ones of the right kind."
    ),
    "queue-ground-unknown": ProblemKind(
        404, "No such claim in this application", "Look at the application's grounds."
    ),
    "queue-unknown": ProblemKind(
        404, "No such application, or not this child's", "Check the number and the code on the paper."
    ),
    "queue-ended": ProblemKind(409, "The child waits no more", "Register anew if a place is still needed."),
    "queue-offer-over": ProblemKind(
        409, "There is no offer to answer", "Look at the application: the place went to the next child."
    ),
    "queue-place-gone": ProblemKind(409, "No place is free there", "Enter the free places first."),
    "queue-places-promised": ProblemKind(
        409, "More places are promised than there would be", "Wait for the answers, or enter more."
    ),
}
