"""What is wrong with the call centre's topics, notices and outcomes that their types do not see."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from content.call_topics import DANGER, EMERGENCY, GROUPS, NOTICES, CallNotice, CallOutcome, CallTopic
from content.model import Text
from content.sentences import MAX_WORDS, long_sentences
from content.suggestions import suggest

Fault = tuple[tuple[str | int, ...], str, str]
_READ_ALOUD: Final = ("script", "ask", "say")
_FILLED: Final = (*_READ_ALOUD, "never")
_ENDS: Final = (".", "!", "?", ":", "»")


def faults_of_topic(
    topic: CallTopic, known: Mapping[str, Collection[str]], notices: Sequence[CallNotice]
) -> Iterator[Fault]:
    """`known` are the ids of measures, services and articles, by the name of the topic's field."""
    if topic.group not in GROUPS:
        yield ("group",), f"there is no group {topic.group!r}", _remedy(topic.group, GROUPS)
    yield from _english(topic.title)
    for name in _FILLED:
        if not getattr(topic, name):
            yield (name,), f"{name} is empty", "Write at least one line: an operator reads it in a call"
    for name in _READ_ALOUD:
        yield from _lines(name, getattr(topic, name))
    for index, question in enumerate(topic.ask):
        if not question.rstrip("» ").endswith("?"):
            yield ("ask", index), "a question without a question mark", "Ask it, or move it to say"
    for name, ids in known.items():
        for index, id_ in enumerate(getattr(topic, name)):
            if id_ not in ids:
                yield (name, index), f"this pack has no {id_!r} among its {name}", _remedy(id_, ids)
    yield from _danger(topic, notices)


def faults_of_notice(notice: CallNotice) -> Iterator[Fault]:
    """A moment that no call has, and words that cannot be read aloud."""
    if notice.id not in NOTICES:
        yield (), f"no moment of a call is called {notice.id!r}", _remedy(notice.id, NOTICES)
    yield from _english(notice.title)
    if not notice.script:
        yield ("script",), "script is empty", "Write what is read aloud"
    yield from _lines("script", notice.script)


def faults_of_outcome(outcome: CallOutcome, outcomes: Sequence[CallOutcome]) -> Iterator[Fault]:
    """Two outcomes that an operator cannot tell apart; none by which an unmet need is counted."""
    yield from _english(outcome.title)
    twins = [each.id for each in outcomes if each.title.ru == outcome.title.ru and each is not outcome]
    if twins:
        yield ("title",), f"{twins[0]} has the same title", "Give each outcome a title of its own"
    if outcome is outcomes[0] and not any(each.unmet for each in outcomes):
        yield (), "no outcome says that a need was not met", "Mark one `unmet: true`"


def _danger(topic: CallTopic, notices: Sequence[CallNotice]) -> Iterator[Fault]:
    if not topic.danger:
        return
    if topic.group != EMERGENCY and not any("112" in line for line in (*topic.script, *topic.say)):
        yield ("danger",), "a life is in danger, and 112 is not named", "Name 112 in script or say"
    if not any(notice.id == DANGER for notice in notices):
        what = f"a life is in danger, and the pack has no notice {DANGER!r}"
        yield ("danger",), what, f"Add {DANGER} to call_notices.yaml"


def _lines(name: str, lines: Sequence[str]) -> Iterator[Fault]:
    for index, line in enumerate(lines):
        for sentence in long_sentences(line):
            what = f"a sentence of more than {MAX_WORDS} words cannot be read aloud: «{sentence}»"
            yield (name, index), what, "Make two of it"
        if not line.rstrip().endswith(_ENDS):
            yield (name, index), "a line that does not end like a sentence", "End it with a full stop"


def _english(text: Text) -> Iterator[Fault]:
    if not text.en:
        yield ("title",), "the title has no English", "Write title: {ru, en}"


def _remedy(word: str, known: Collection[str]) -> str:
    alike = suggest(word, list(known))
    return f"Did you mean {alike}" if alike else "Use one that is there"
