"""What callers ask about: shipped topics, notices and outcomes, and each fault named where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.call_topics import DANGER, EMERGENCY, GROUPS, NOTICES
from content.loader import load
from content.problems import PackInvalidError
from content.sentences import long_sentences
from tests.content.tiny_pack import tiny, write_pack

PACK = load("ru-mur")

TOPIC = """
- id: firewood
  title: {ru: Дрова, en: Firewood}
  group: money
  script:
    - Помогу с дровами.
  ask:
    - Чем вы топите?
  say:
    - Деньги вернут по чеку.
  never:
    - Не обещайте дров.
  measures: [heating]
  services: [book-doctor]
  articles: [safety]
  places: [social_protection]
"""
NOTICES_FILE = """
- id: danger
  title: {ru: Опасно, en: Danger}
  script:
    - Звоните 112.
"""
OUTCOMES = """
- id: answered
  title: {ru: Ответили, en: Answered}
  when: {ru: Всё сказано., en: All said.}
- id: nothing-there
  title: {ru: Помощи нет, en: No help}
  when: {ru: Нечем помочь., en: Nothing to offer.}
  unmet: true
"""
FILES = {
    "call_topics/all.yaml": TOPIC,
    "call_notices.yaml": NOTICES_FILE,
    "call_outcomes.yaml": OUTCOMES,
}


def pack_of(folder: Path, file: str = "", old: str = "", new: str = "") -> Path:
    """The tiny pack with a topic, a notice and outcomes; one text of one file changed."""
    files = dict(FILES)
    if file:
        assert old in files[file]
        files[file] = files[file].replace(old, new, 1)
    return write_pack(tiny(folder), files)


def test_a_region_has_topics_for_what_people_call_about() -> None:
    assert len(PACK.call_topics) >= 25
    assert {topic.group for topic in PACK.call_topics} == set(GROUPS)
    assert 12 <= len(PACK.call_outcomes) <= 18
    assert {notice.id for notice in PACK.call_notices} == set(NOTICES)


def test_every_line_read_aloud_is_short() -> None:
    for topic in PACK.call_topics:
        for line in (*topic.script, *topic.ask, *topic.say, *topic.never):
            assert not long_sentences(line), (topic.id, line)


def test_where_a_life_is_in_danger_the_first_words_are_of_112() -> None:
    (danger,) = (notice for notice in PACK.call_notices if notice.id == DANGER)
    assert any("112" in line for line in danger.script[:2])
    dangerous = {topic.id for topic in PACK.call_topics if topic.danger}
    assert {"danger-now", "violence-at-home", "child-in-danger", "despair", "home-doctor"} <= dangerous
    assert PACK.call_topics[0].group == EMERGENCY


def test_nobody_is_asked_for_the_pin_or_a_number_of_a_bank_card() -> None:
    for topic in PACK.call_topics:
        for line in topic.ask:
            said = line.lower()
            assert not any(secret in said for secret in ("пин", "номер карт", "код из смс")), (topic.id, line)


def test_a_region_amends_a_topic_of_the_federal_pack() -> None:
    (travel,) = (topic for topic in PACK.call_topics if topic.id == "travel")
    assert travel.measures[0] == "region-travel-pass"
    assert travel.script == next(t for t in load("ru").call_topics if t.id == "travel").script


def test_a_small_pack_with_topics_is_sound(tmp_path: Path) -> None:
    assert [topic.id for topic in load(pack_of(tmp_path)).call_topics] == ["firewood"]


TOPICS, SAID, ENDED = FILES


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "what"),
    [
        (TOPICS, "group: money", "group: mony", 3, "there is no group 'mony'"),
        (TOPICS, ", en: Firewood", "", 2, "the title has no English"),
        (TOPICS, "id: firewood", "id: Fire_wood", 1, "not kebab-case"),
        (TOPICS, "  never:\n    - Не обещайте дров.", "  never: []", 10, "never is empty"),
        (TOPICS, "  ask:\n    - Чем вы топите?", "  ask: []", 6, "ask is empty"),
        (TOPICS, "Чем вы топите?", "Скажите, чем топите.", 7, "a question without a question mark"),
        (TOPICS, "Помогу с дровами.", "Помогу " + "очень " * 15 + "вам.", 5, "more than 15 words"),
        (TOPICS, "Деньги вернут по чеку.", "Деньги вернут по чеку", 9, "does not end like a sentence"),
        (TOPICS, "[heating]", "[heatin]", 12, "no 'heatin' among its measures"),
        (TOPICS, "[book-doctor]", "[doctor]", 13, "no 'doctor' among its services"),
        (TOPICS, "[safety]", "[safe]", 14, "no 'safe' among its articles"),
        (TOPICS, "[social_protection]", "[office]", 15, ""),
        (TOPICS, "group: money", "group: money\n  danger: true", 4, "112 is not named"),
        (SAID, "id: danger", "id: dangr", 1, "no moment of a call is called 'dangr'"),
        (SAID, "Звоните 112.", "Звоните 112", 4, "does not end like a sentence"),
        (ENDED, "Помощи нет", "Ответили", 5, "has the same title"),
        (ENDED, "  unmet: true\n", "", 1, "no outcome says that a need was not met"),
        (ENDED, "id: nothing-there", "id: nothing there", 4, "not kebab-case"),
    ],
)
def test_each_fault_is_named_with_file_line_and_remedy(
    file: str, old: str, new: str, line: int, what: str, tmp_path: Path
) -> None:
    pack = pack_of(tmp_path, file, old, new)
    with pytest.raises(PackInvalidError) as refused:
        load(pack)
    named = [
        problem
        for problem in refused.value.problems
        if problem.file == str(pack / file) and what in problem.what
    ]
    assert named, refused.value.problems
    assert line in [problem.line for problem in named], named
    assert all(problem.remedy for problem in named)


def test_danger_needs_the_notice_about_112(tmp_path: Path) -> None:
    files = {**FILES, "call_notices.yaml": "[]\n"}
    files[TOPICS] = TOPIC.replace("group: money", "group: emergency\n  danger: true")
    with pytest.raises(PackInvalidError, match="no notice 'danger'"):
        load(write_pack(tiny(tmp_path), files))
