"""What stands to the right of every page of a call: the script of the topic and what belongs to it. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Final

from callcenter.knowledge.entries import entry_of, link_to, links_to, where_parts
from callcenter.knowledge.library import Library
from callcenter.knowledge.values import Knowledge, Link, Notice, Part, Script, TopicGroup
from content.call_topics import DANGER, GROUPS, CallTopic

KNOWLEDGE_PAGE: Final = "/knowledge"
GROUP_ORDER: Final = {group: number for number, group in enumerate(GROUPS)}
SUBJECT_KINDS: Final = ("measures", "services", "categories", "places", "articles")
"""Where a page's subject is looked for; ids are unique within a kind, and these seldom share one."""


def aside_of(library: Library, base: str, topic: str, subject: str, now: datetime) -> Knowledge:
    """The script of the contact's topic, then what the page is about; "" for neither."""
    plain = bare(library, base, in_contact=True)
    known = library.topic(topic) if topic else None
    script = None if known is None else script_of(library, known, now)
    for kind in SUBJECT_KINDS if subject else ():
        record = library.entry(kind, subject)
        if record is not None:
            return replace(plain, script=script, entry=entry_of(library, record, now))
    return replace(plain, script=script)


def bare(library: Library, base: str, *, in_contact: bool) -> Knowledge:
    """Topics to choose from, and the words for any moment."""
    notices = tuple(
        Notice(each.id, each.title.in_language(library.language), each.script)
        for each in library.notices.values()
    )
    return Knowledge(
        base=base,
        groups=groups_of(library),
        notices=tuple(each for each in notices if each.id != DANGER),
        danger=next((each for each in notices if each.id == DANGER), None),
        pack_hash=library.pack_hash,
        in_contact=in_contact,
    )


def opened(library: Library, known: Knowledge, kind: str, entry_id: str, now: datetime) -> Knowledge | None:
    """The same with one entry, or one topic's script; None for what the pack has not."""
    record = library.entry(kind, entry_id)
    if record is None:
        return None
    if isinstance(record, CallTopic):
        return replace(known, script=script_of(library, record, now))
    return replace(known, entry=entry_of(library, record, now))


def searched(library: Library, known: Knowledge, query: str, now: datetime) -> Knowledge:
    """The same with what fits the words."""
    hits = (link_to(library, kind, entry_id, now) for kind, entry_id in library.found(query))
    return replace(known, query=query, hits=tuple(hit for hit in hits if hit is not None))


def script_of(library: Library, topic: CallTopic, now: datetime) -> Script:
    """The topic as it is read, with what it leads to."""
    parts = [
        Part(library.words(f"knowledge.of.{kind}"), links=links_to(library, kind, getattr(topic, kind), now))
        for kind in ("measures", "services", "articles")
    ]
    return Script(
        id=topic.id,
        title=topic.title.in_language(library.language),
        danger=topic.danger,
        script=topic.script,
        ask=topic.ask,
        say=topic.say,
        never=topic.never,
        parts=tuple(part for part in (*parts, *where_parts(library, topic.places, now)) if part.links),
    )


def groups_of(library: Library) -> tuple[TopicGroup, ...]:
    """All topics under their headings, in the order of the pack."""
    by_group = sorted(library.topics, key=lambda topic: GROUP_ORDER.get(topic.group, len(GROUP_ORDER)))
    return tuple(
        TopicGroup(
            library.labels(f"call_group.{group}"),
            tuple(
                Link("call_topics", topic.id, topic.title.in_language(library.language)) for topic in topics
            ),
        )
        for group, topics in groupby(by_group, key=lambda topic: topic.group)
    )
