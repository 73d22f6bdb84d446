"""Statements over items and the words they are found by, built once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    bindparam,
    delete,
    func,
    insert,
    intersect,
    or_,
    select,
    union,
)

from backend.database.bulk import Row, insert_rows
from backend.database.upsert import insert_if_absent, insert_or_update
from backend.misspelling import MOST_WORDS
from backend.stock.tables import item_words, items, word_fragments

LAST_LETTER: Final = "\U0010ffff"  # behind everything that begins alike
MOST_BEGINNINGS: Final = 200
MOST_RANGES: Final = 2000
MOST_ITEMS: Final = 200

_ITEM = select(items).where(items.c.item == bindparam("of_item"))
_BEGINNING = (
    select(item_words.c.word)
    .distinct()
    .where(
        item_words.c.kind == bindparam("of_kind"),
        item_words.c.word >= bindparam("first"),
        item_words.c.word < bindparam("last"),
    )
    .order_by(item_words.c.word)
    .limit(MOST_BEGINNINGS)
)
_SHARING = select(word_fragments.c.word).where(
    word_fragments.c.kind == bindparam("of_kind"),
    word_fragments.c.fragment.in_(bindparam("fragments", expanding=True)),
)
# One way to the server and back for both: on PostgreSQL that is most of what a search takes.
_ALIKE = union(select(_BEGINNING.subquery().c.word), _SHARING)


def _of_words(arms: int, *, every: bool) -> Select[Any]:
    """Items with a word of each list, or of any of them; those with the shortest titles first."""
    each = [
        select(item_words.c.item).where(
            item_words.c.kind == bindparam("of_kind"),
            item_words.c.word.in_(bindparam(f"words_{number}", expanding=True)),
        )
        for number in range(arms)
    ]
    together = each[0] if arms == 1 else (intersect(*each) if every else union(*each))
    by_length = (func.length(items.c.title), items.c.title, items.c.item)
    return select(items).where(items.c.item.in_(together)).order_by(*by_length).limit(MOST_ITEMS)


_EVERY = tuple(_of_words(arms, every=True) for arms in range(1, MOST_WORDS + 1))
_ANY = tuple(_of_words(arms, every=False) for arms in range(1, MOST_WORDS + 1))


def by_id(connection: Connection, item: str) -> RowMapping | None:
    return connection.execute(_ITEM, {"of_item": item}).mappings().one_or_none()


def kinds(connection: Connection) -> dict[str, str]:
    """The kind of every item."""
    return {row.item: row.kind for row in connection.execute(select(items.c.item, items.c.kind))}


def put(connection: Connection, row: Mapping[str, Any], words: frozenset[str]) -> None:
    """Enter an item, or correct it, with the words it is found by."""
    insert_or_update(connection, items, row)
    connection.execute(delete(item_words).where(item_words.c.item == row["item"]))
    if words:
        rows = [{"word": word, "item": row["item"], "kind": row["kind"]} for word in sorted(words)]
        connection.execute(insert(item_words), rows)


def put_fragments(connection: Connection, kind: str, word: str, fragments: Iterable[str]) -> None:
    for fragment in sorted(fragments):
        insert_if_absent(connection, word_fragments, {"kind": kind, "fragment": fragment, "word": word})


def enter_all(
    connection: Connection, new: Sequence[Row], words: Sequence[Row], fragments: Sequence[Row]
) -> None:
    """A whole catalogue where there was none; values stand in the order of the tables' columns."""
    insert_rows(connection, items, new)
    insert_rows(connection, item_words, words)
    insert_rows(connection, word_fragments, fragments)


def beginning_with(connection: Connection, kind: str, asked: str) -> list[str]:
    """Known words that begin so."""
    between = {"of_kind": kind, "first": asked, "last": asked + LAST_LETTER}
    return list(connection.execute(_BEGINNING, between).scalars())


def alike(connection: Connection, kind: str, asked: str, fragments: Iterable[str]) -> list[str]:
    """Known words that begin as what is asked, and those with one of its fragments."""
    looked_for = {
        "of_kind": kind,
        "first": asked,
        "last": asked + LAST_LETTER,
        "fragments": sorted(fragments),
    }
    return list(connection.execute(_ALIKE, looked_for).scalars())


def sharing_beginnings(connection: Connection, kind: str, fragments: Iterable[str]) -> list[str]:
    """Known words with a fragment that begins as one of these: for what is still being typed."""
    fragment = word_fragments.c.fragment
    ranges = [(fragment >= each) & (fragment < each + LAST_LETTER) for each in sorted(fragments)]
    statement = (
        select(word_fragments.c.word)
        .distinct()
        .where(word_fragments.c.kind == kind, or_(*ranges))
        .limit(MOST_RANGES)
    )
    return list(connection.execute(statement).scalars())


def with_words(
    connection: Connection, kind: str, lists: Sequence[Iterable[str]], *, every: bool
) -> list[RowMapping]:
    """Items that have a word of every list, or of any."""
    statement = (_EVERY if every else _ANY)[len(lists) - 1]
    asked = {f"words_{number}": sorted(words) for number, words in enumerate(lists)}
    return list(connection.execute(statement, {"of_kind": kind, **asked}).mappings())
