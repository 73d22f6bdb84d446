"""What the knowledge beside a call shows: plain values, in words, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How an opening or a warning looks; the word beside it says the same."""

    GOOD = "good"
    QUIET = "quiet"
    ATTENTION = "attention"


@dataclass(frozen=True, slots=True)
class Link:
    """To another entry; `state` is «Открыто до 17:15» of a place."""

    kind: str
    id: str
    title: str
    note: str = ""
    state: str = ""
    tone: Tone = Tone.QUIET


@dataclass(frozen=True, slots=True)
class Part:
    """One headed piece of an entry; `russian` where it stands in Russian whatever the page's language."""

    title: str
    texts: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    russian: bool = False
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure, service, category, place or article."""

    kind: str
    id: str
    kind_title: str
    title: str
    summary: str
    parts: tuple[Part, ...]
    state: str = ""
    tone: Tone = Tone.QUIET
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Words for a moment of the call, read aloud in Russian."""

    id: str
    title: str
    script: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """A topic as an operator reads it."""

    id: str
    title: str
    danger: bool
    script: tuple[str, ...]
    ask: tuple[str, ...]
    say: tuple[str, ...]
    never: tuple[str, ...]
    parts: tuple[Part, ...]  # measures, services, articles, places


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """Topics under one heading, as a choice."""

    title: str
    topics: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that one piece of page shows. `hits` is None where nothing was searched."""

    base: str  # address under which entries open
    groups: tuple[TopicGroup, ...]
    notices: tuple[Notice, ...]
    danger: Notice | None
    pack_hash: str
    in_contact: bool = False
    script: Script | None = None
    entry: Entry | None = None
    query: str = ""
    hits: tuple[Link, ...] | None = None
    told: str = ""  # "thanks" after a report, or the code of what kept it from being sent
    typed: str = ""  # what was written into a report that was not sent

    @property
    def danger_is_open(self) -> bool:
        """Whether the words about 112 stand open."""
        return self.script is not None and self.script.danger
