"""Code words: set with card and PIN, or by a case worker who has seen the papers; kept as argon2id only."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from argon2 import PasswordHasher
from sqlalchemy import Connection

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.errors import Refused
from backend.identification import repository
from backend.people import service as people
from content.stems import words_of

SHORTEST: Final = 4
LONGEST: Final = 40
_hasher = PasswordHasher()  # RFC 9106's second recommended set, as for operators' passwords


def spoken(word: str) -> str:
    """As it is heard: without case, «ё», blanks and signs."""
    return "".join(words_of(word))


def hash_of(word: str) -> str:
    """The encoded hash; `code-word-invalid` for what is too short to be one. Slow on purpose."""
    heard = spoken(word)
    if not SHORTEST <= len(heard) <= LONGEST:
        raise Refused("code-word-invalid")
    return _hasher.hash(heard)


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
