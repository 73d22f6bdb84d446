"""How much each unknown variable of one rule matters, from what is left of its diagram.

One pass down (how likely is a node reached) and one up (how likely does it end in entitled), each cell
with its prior, tell for every variable how likely the verdict turns on it, and how likely its answer
alone settles the verdict.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from content.eligibility.diagram import ENTITLED, IMPOSSIBLE, Node

CERTAIN: Final = 1e-9

Column = int
Priors = Sequence[Sequence[float]]
"""By column: how likely each cell is."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Per column that can still decide: chances between 0 and 1."""

    needed: Mapping[Column, float]  # that the verdict depends on it, whatever the others are
    settling: Mapping[Column, float]  # that its answer alone settles the verdict


NOTHING_LEFT: Final = Weights({}, {})


def weights(root: Node, priors: Priors) -> Weights:
    """The weights of the variables of a diagram in which everything can still decide."""
    if root.column < 0:
        return NOTHING_LEFT
    nodes = _from_above(root)
    shares = {node: _shares(node, priors) for node in nodes}
    truth = _truth(nodes, shares)
    reached = _reached(root, nodes, shares)
    needed: dict[Column, float] = {}
    lifted: dict[Column, list[float]] = {}
    for node in nodes:
        below = [truth[child] for child, share in zip(node.children, shares[node], strict=True) if share]
        spread = reached[node] * (max(below) - min(below))
        needed[node.column] = needed.get(node.column, 0.0) + spread
        gain = lifted.setdefault(node.column, [0.0] * len(node.children))
        for cell, child in enumerate(node.children):
            # How much more likely is "entitled" in this cell than without knowing the variable.
            gain[cell] += reached[node] * (truth[child] - truth[node] if shares[node][cell] else 0.0)
    return Weights(needed, _settling(truth[root], lifted, priors))


def _from_above(root: Node) -> list[Node]:
    seen: set[Node] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.column >= 0 and node not in seen:
            seen.add(node)
            waiting.extend(node.children)
    return sorted(seen, key=lambda node: node.level)


def _shares(node: Node, priors: Priors) -> list[float]:
    """The prior of each cell among those that the constraints and what is known leave."""
    possible = [
        0.0 if child is IMPOSSIBLE else prior
        for child, prior in zip(node.children, priors[node.column], strict=True)
    ]
    total = sum(possible)
    if total > 0:
        return [share / total for share in possible]
    left = [0.0 if child is IMPOSSIBLE else 1.0 for child in node.children]
    return [share / sum(left) for share in left]


def _truth(nodes: Sequence[Node], shares: Mapping[Node, Sequence[float]]) -> dict[Node, float]:
    truth: dict[Node, float] = {}
    for node in reversed(nodes):
        for child in node.children:
            if child.column < 0:
                truth[child] = 1.0 if child is ENTITLED else 0.0
        parts = zip(node.children, shares[node], strict=True)
        truth[node] = sum(share * truth[child] for child, share in parts)
    return truth


def _reached(root: Node, nodes: Sequence[Node], shares: Mapping[Node, Sequence[float]]) -> dict[Node, float]:
    reached = dict.fromkeys(nodes, 0.0)
    reached[root] = 1.0
    for node in nodes:
        for child, share in zip(node.children, shares[node], strict=True):
            if child.column >= 0:
                reached[child] += reached[node] * share
    return reached


def _settling(
    entitled: float, lifted: Mapping[Column, Sequence[float]], priors: Priors
) -> dict[Column, float]:
    settling: dict[Column, float] = {}
    for column, gains in lifted.items():
        settling[column] = sum(
            prior
            for gain, prior in zip(gains, priors[column], strict=True)
            if not CERTAIN < entitled + gain < 1 - CERTAIN
        )
    return settling
