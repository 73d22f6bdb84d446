"""People to compare packs on: a JSONL file, the standard input, or the invented people of the demo."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from content.pack_diff.person import Person
from content.problems import PackError

DEMO: Final = "demo"
STANDARD_INPUT: Final = "-"
DEMO_PEOPLE: Final = 2000
DEMO_SECONDS: Final = 300
# Another front door, run as anybody would run it: content knows no code of the other rooms.
DEMO_COMMAND: Final = ("-m", "backend", "demo-facts", "--people", str(DEMO_PEOPLE), "--seed", "1")


@dataclass(frozen=True, slots=True)
class People:
    """People to be read once, one at a time; `count` is None where nobody knows before the end."""

    each: Iterator[Person]
    count: int | None


def read_people(source: str, demo_command: Sequence[str] = DEMO_COMMAND) -> People:
    """The people of a file, of "-" or of "demo"; raises PackError `people-unreadable`, or while reading."""
    if source == DEMO:
        lines = _demo_lines(demo_command)
        return People(people_in(lines, "the demo's people"), len(lines))
    if source == STANDARD_INPUT:
        return People(people_in(sys.stdin, "standard input"), None)
    return People(people_in(_lines_of(source), source), sum(1 for _ in _lines_of(source)))


def _lines_of(file: str) -> Iterator[str]:
    try:
        with Path(file).open(encoding="utf-8") as lines:
            yield from lines
    except (OSError, UnicodeDecodeError) as error:
        raise PackError("people-unreadable", f"{file}: {error}") from None


def people_in(lines: Iterable[str], source: str) -> Iterator[Person]:
    """A person a line: {"id": …, "facts": {…}}; raises PackError `people-unreadable`."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            said = json.loads(line)
            yield Person(str(said["id"]), dict(said["facts"]))
        except (ValueError, KeyError, TypeError) as error:
            what = f'{source}:{number}: no line of people: {error!r}; write {{"id": …, "facts": {{…}}}}'
            raise PackError("people-unreadable", what) from None


def _demo_lines(demo_command: Sequence[str]) -> list[str]:
    command = [sys.executable, *demo_command]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own front door
            command, capture_output=True, text=True, encoding="utf-8", timeout=DEMO_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise PackError("people-unreadable", f"{' '.join(command)} did not end") from None
    if done.returncode != 0:
        what = f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()[-500:]}"
        raise PackError("people-unreadable", what)
    return done.stdout.splitlines()
