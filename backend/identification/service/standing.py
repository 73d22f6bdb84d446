"""What a level lets, and which level would let the rest. Pure."""

from __future__ import annotations

from backend.contract.callers import Closed, Standing
from backend.identification_policy import Policy
from content.identification import ACTIONS, OFFICE, SAYS


def standing_at(policy: Policy, level: str) -> Standing:
    """For the operator: nothing is hidden from them but what the pack lets only at an office's desk."""
    say, do = policy.said_at(level), policy.done_at(level)
    return Standing(
        level=level,
        say=say,
        do=do,
        closed_say=tuple(
            Closed(what=part, needed=policy.needed_to_say(part)) for part in SAYS if part not in say
        ),
        closed_do=tuple(
            Closed(what=action, needed=needed)
            for action in ACTIONS
            if action not in do and (needed := policy.needed_for(action)) != OFFICE
        ),
    )
