"""A place inside the written tree of a rule, and the faults found there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from content.problems import Finding
from content.rules.model import Tree


@dataclass(frozen=True, slots=True)
class Cursor:
    """A tree with the entry and the path it stands at; faults go to the shared list."""

    kind: str
    id: str
    path: tuple[str | int, ...]
    tree: Tree
    findings: list[Finding]

    def fault(self, what: str, remedy: str) -> None:
        self.findings.append(Finding(self.kind, self.id, self.path, what, remedy))

    def child(self, step: str | int) -> Cursor:
        """The place one step below; the step is there."""
        return Cursor(self.kind, self.id, (*self.path, step), self.tree[step], self.findings)

    def without(self, name: str) -> Cursor:
        """The same place without one of its fields."""
        return replace(self, tree={key: value for key, value in self.tree.items() if key != name})

    def items(self) -> Iterator[Cursor]:
        """The places of a list; a fault where it is none, or empty."""
        if not isinstance(self.tree, list) or not self.tree:
            self.fault(
                "a list is wanted here, with at least one item", "Write each item after '- ' or in [ ]"
            )
            return
        for index in range(len(self.tree)):
            yield self.child(index)

    def word(self) -> str | None:
        """The tree as a name; a fault where it is none."""
        if isinstance(self.tree, str) and self.tree:
            return self.tree
        self.fault(f"a name is wanted here, not {self.tree!r}", "Write one id")
        return None
