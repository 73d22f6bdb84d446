"""Records of the directory that somebody found wrong: which, what is wrong, what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.contract.base import Personal
from backend.contract.requests import Id

LONGEST_WORDS = 2_000
RecordKind = Literal["measures", "categories", "services", "places", "articles", "call_topics"]
WrongRecordState = Literal["open", "corrected", "kept"]
Settlement = Literal["corrected", "kept"]
Said = Annotated[str, Field(min_length=3, max_length=LONGEST_WORDS)]


class WrongRecordIn(Personal):
    """What an operator found wrong; `pack_hash` says in which version of the content."""

    kind: RecordKind
    entry: Id
    what: Said
    pack_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{0,64}$")] = ""


class WrongRecordSettledIn(Personal):
    """Corrected, or kept as it is, and why."""

    outcome: Settlement
    answer: Annotated[str, Field(max_length=LONGEST_WORDS)] = ""


class WrongRecord(Personal):
    """One report; `settled_*` and `answer` are empty while it is open; people by their names."""

    report: str
    kind: RecordKind
    entry: str
    pack_hash: str
    what: str
    reported_by: str
    reported_at: datetime
    state: WrongRecordState
    answer: str
    settled_by: str
    settled_at: datetime | None


class WrongRecords(Personal):
    """The open ones, the oldest first; then those settled lately, the newest first."""

    open: tuple[WrongRecord, ...]
    settled: tuple[WrongRecord, ...]
