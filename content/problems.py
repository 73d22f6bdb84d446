"""What is wrong with a pack: file, line, what, and what to do about it, all problems at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing an editor has to put right."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}. {self.remedy}."


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault in an entry of a resolved pack; `path` leads to the field."""

    kind: str
    id: str
    path: tuple[str | int, ...]
    what: str
    remedy: str

    def __str__(self) -> str:
        where = ".".join(map(str, self.path))
        return f"{self.kind}/{self.id}: {where}: {self.what}. {self.remedy}."


class PackError(Exception):
    """A pack that cannot be used; `code` is a section of docs/failures.md."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(f"{code}: {what}")
        self.code = code
        self.what = what


class PackInvalidError(PackError):
    """A pack source with problems, every one of them in `problems`."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("pack-invalid", "\n".join(map(str, self.problems)))
