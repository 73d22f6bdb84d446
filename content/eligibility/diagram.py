"""Decision diagrams over cells: one walk down gives the exact verdict under any partial knowledge.

A node asks for the cell of one variable. Where a variable is not known, the walk takes the merge of the
children that are still possible: a node of its own, made when it is first needed and kept. Terminals say
what all completions agree on: entitled, not entitled, both are possible (open), or none is possible.
Ordered, reduced and hash-consed after R. Bryant, "Graph-Based Algorithms for Boolean Function
Manipulation" (1986), with many-valued variables.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from content.eligibility.verdicts import Verdict

NODE_BUDGET: Final = 20_000
MERGE_BUDGET: Final = 60_000  # nodes, merges included, until merging is left for walking all ways
BOTTOM: Final = 1 << 30  # the level of terminals


class Node:
    """Asks for the cell of the variable in `column`; `branches` leads on by cell or by mask of cells."""

    __slots__ = ("branches", "children", "column", "level", "verdict")

    def __init__(
        self, level: int, column: int, children: tuple[Node, ...], verdict: Verdict | None = None
    ) -> None:
        self.level = level
        self.column = column
        self.children = children
        self.verdict = verdict  # of a terminal
        self.branches: dict[int, Node] = dict(enumerate(children))

    def __repr__(self) -> str:
        return f"column {self.column}" if self.column >= 0 else str(self.verdict)


ENTITLED: Final = Node(BOTTOM, -1, (), Verdict.ENTITLED)
NOT_ENTITLED: Final = Node(BOTTOM, -1, (), Verdict.NOT_ENTITLED)
OPEN: Final = Node(BOTTOM, -1, (), Verdict.UNKNOWN)
IMPOSSIBLE: Final = Node(BOTTOM, -1, ())

Short = Callable[[Node, Node], Node | None]
"""The result of an operation where it needs no look at the children."""


class BudgetExceededError(Exception):
    """A diagram that would have more nodes than allowed."""


def both(a: Node, b: Node) -> Node | None:
    if a is NOT_ENTITLED or b is NOT_ENTITLED:
        return NOT_ENTITLED
    if a is ENTITLED or a is b:
        return b
    return a if b is ENTITLED else None


def either(a: Node, b: Node) -> Node | None:
    if a is ENTITLED or b is ENTITLED:
        return ENTITLED
    if a is NOT_ENTITLED or a is b:
        return b
    return a if b is NOT_ENTITLED else None


def guard(possible: Node, verdict: Node) -> Node | None:
    """The verdict where the first diagram allows it, impossible elsewhere."""
    if possible is NOT_ENTITLED or verdict is IMPOSSIBLE:
        return IMPOSSIBLE
    return verdict if possible is ENTITLED else None


def join(a: Node, b: Node) -> Node | None:
    """What both agree on."""
    if a is b or b is IMPOSSIBLE:
        return a
    if a is IMPOSSIBLE:
        return b
    if a is OPEN or b is OPEN:
        return OPEN
    return OPEN if a.level == b.level == BOTTOM else None


class Diagrams:
    """Makes and keeps the nodes of one rule. `columns` gives the state's column of each level."""

    def __init__(self, columns: Sequence[int], budget: int = NODE_BUDGET) -> None:
        self.columns = columns
        self.full = False  # merged nodes have used up their budget
        self._budget = budget
        self._unique: dict[tuple[int, tuple[Node, ...]], Node] = {}
        self._results: dict[tuple[Short, Node, Node], Node] = {}

    def __len__(self) -> int:
        return len(self._unique)

    def build_is_over(self) -> None:
        """From here on nodes come from merging: drop what only building needed."""
        self._results.clear()
        self._budget = MERGE_BUDGET

    def node(self, level: int, children: tuple[Node, ...]) -> Node:
        """The node with these children; raises BudgetExceededError."""
        first = children[0]
        if all(child is first for child in children):
            return first
        key = (level, children)
        found = self._unique.get(key)
        if found is None:
            if len(self._unique) >= self._budget:
                self.full = True
                raise BudgetExceededError
            found = self._unique[key] = Node(level, self.columns[level], children)
        return found

    def apply(self, short: Short, a: Node, b: Node) -> Node:
        """An operation carried through two diagrams."""
        result = short(a, b)
        if result is not None:
            return result
        key = (short, a, b)
        result = self._results.get(key)
        if result is None:
            level = min(a.level, b.level)
            size = len(a.children) if a.level == level else len(b.children)
            left = a.children if a.level == level else (a,) * size
            right = b.children if b.level == level else (b,) * size
            result = self.node(
                level, tuple(self.apply(short, x, y) for x, y in zip(left, right, strict=True))
            )
            self._results[key] = result
        return result

    def merged(self, node: Node, key: int) -> Node:
        """Where a node leads when its variable is in one of the cells of the negative mask `key`."""
        found = IMPOSSIBLE
        for cell in cells_of(key):
            found = self.apply(join, found, node.children[cell])
        node.branches[key] = found
        return found


def cells_of(key: int) -> Sequence[int]:
    """The cells of a key of the state: one cell, or all of a negative mask."""
    if key >= 0:
        return (key,)
    return [cell for cell in range((-key).bit_length()) if -key >> cell & 1]


def outcome(diagrams: Diagrams, root: Node, state: Sequence[int]) -> Node:
    """The terminal that the state leads to."""
    node = root
    while node.column >= 0:
        key = state[node.column]
        following = node.branches.get(key)
        if following is None:
            if diagrams.full:
                return _by_all_ways(node, state)
            try:
                following = diagrams.merged(node, key)
            except BudgetExceededError:
                return _by_all_ways(node, state)
        node = following
    return node


def _by_all_ways(root: Node, state: Sequence[int]) -> Node:
    """The same without merged nodes: all ways down that the state leaves."""
    seen: dict[Node, Node] = {}

    def at(node: Node) -> Node:
        if node.column < 0:
            return node
        if node not in seen:
            found = IMPOSSIBLE
            for cell in cells_of(state[node.column]):
                below = at(node.children[cell])
                found = join(found, below) or OPEN
                if found is OPEN:
                    break
            seen[node] = found
        return seen[node]

    return at(root)


def restricted(diagrams: Diagrams, root: Node, state: Sequence[int]) -> Node:
    """The diagram that is left of the variables not known: every one in it can still decide.

    Ways that the constraints forbid are taken to lead where the allowed ones do, so that a variable which
    only tells them apart is not left.
    """
    seen: dict[Node, Node] = {}
    left = Diagrams(diagrams.columns, MERGE_BUDGET)

    def at(node: Node) -> Node:
        if node.column < 0:
            return node
        if node not in seen:
            key = state[node.column]
            if key >= 0:
                seen[node] = at(node.children[key])
            else:
                seen[node] = _over_possible(left, node, [at(node.children[c]) for c in cells_of(key)], key)
        return seen[node]

    return at(root)


def _over_possible(diagrams: Diagrams, node: Node, below: list[Node], key: int) -> Node:
    possible = {child for child in below if child is not IMPOSSIBLE}
    if not possible:
        return IMPOSSIBLE
    if len(possible) == 1:
        return possible.pop()
    children = [IMPOSSIBLE] * len(node.children)
    for cell, child in zip(cells_of(key), below, strict=True):
        children[cell] = child
    return diagrams.node(node.level, tuple(children))


def nodes_below(root: Node) -> set[Node]:
    """A node and all nodes that it leads to, terminals included."""
    seen = {root}
    waiting = [root]
    while waiting:
        for child in waiting.pop().children:
            if child not in seen:
                seen.add(child)
                waiting.append(child)
    return seen
