"""Code words: set with card and PIN, or by a case worker who has seen the papers; kept as argon2id only."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.auth.passwords import slow_hash
from backend.errors import Refused
from backend.identification import repository
from backend.people import service as people
from content.stems import words_of

SHORTEST: Final = 4
LONGEST: Final = 40


def spoken(word: str) -> str:
    """As it is heard: without case, «ё», blanks and signs."""
    return "".join(words_of(word))


def hash_of(word: str) -> str:
    """The encoded hash; `code-word-invalid` for what is too short to be one. Slow on purpose."""
    heard = spoken(word)
    if not SHORTEST <= len(heard) <= LONGEST:
        raise Refused("code-word-invalid")
    return slow_hash(heard)


def put(connection: Connection, person: str, word: str, word_hash: str, actor: str, now: datetime) -> None:
    """Set or change it; one's own name is no secret."""
    named = people.named(connection, (person,)).get(person)
    if named is None:
        raise Refused("person-unknown")
    if spoken(word) in {spoken(each) for each in (named.last_name, named.first_name, named.middle_name)}:
        raise Refused("code-word-invalid")
    row = {"person": person, "word_hash": word_hash, "set_at": now, "set_by": actor}
    repository.put_code_word(connection, row)
    audit.record(connection, AuditEvent(now, actor, "code_word.set", person=person))
