"""A holder chooses a code word for the telephone: with card and PIN, kept once, shown and told never."""

from __future__ import annotations

import pytest

from kiosk.flow import events
from kiosk.flow.code_word.choosing import LONGEST
from kiosk.flow.code_word.effects import SetCodeWord
from kiosk.flow.code_word.events import CodeWordKept, CodeWordOffered
from kiosk.flow.effects import Speak
from kiosk.flow.events import TextDone, TextErased
from kiosk.flow.timeouts import LONGEST_WAIT
from tests.walks.kiosk_walk import KioskWalk

WORD = "северный олень"


def at_the_keyboard() -> KioskWalk:
    kiosk = KioskWalk().identified().tap("code_word.offer")
    assert kiosk.page == "code-word"
    return kiosk


def sent(kiosk: KioskWalk) -> list[SetCodeWord]:
    return [each for each in kiosk.orders if isinstance(each, SetCodeWord)]


def test_typed_sent_once_and_only_then_said_to_be_kept() -> None:
    kiosk = at_the_keyboard().write(WORD).happens(TextDone())
    assert kiosk.page == "code-word-keeping"
    kiosk.happens(TextDone())  # a second press of «Готово»
    assert [each.word for each in sent(kiosk)] == [WORD]
    kiosk.happens(CodeWordKept(kiosk.ask))
    assert kiosk.page == "code-word-kept"
    assert not kiosk.shows(WORD)
    kiosk.tap("bar.back")
    assert kiosk.page == "personal-file-general"


def test_without_the_pin_it_is_not_offered() -> None:
    kiosk = KioskWalk().welcomed().happens(CodeWordOffered())
    assert kiosk.page == "welcome"


def test_too_short_is_said_at_once_and_nothing_is_sent() -> None:
    kiosk = at_the_keyboard().write("к о т").happens(TextDone())
    assert kiosk.page == "code-word"
    assert kiosk.shows(kiosk.world.words["ru"]("failure.code-word-invalid.title"))
    assert sent(kiosk) == []
    kiosk.write("ы")
    assert not kiosk.shows(kiosk.world.words["ru"]("failure.code-word-invalid.title"))


def test_a_word_that_was_refused_stands_there_still() -> None:
    kiosk = at_the_keyboard().write("соколова").happens(TextDone()).backend_refuses("code-word-invalid")
    assert kiosk.page == "code-word"
    assert kiosk.shows("соколова")
    kiosk.happens(TextErased(all=True)).write(WORD).happens(TextDone())
    assert [each.word for each in sent(kiosk)] == ["соколова", WORD]


def test_no_answer_in_time_and_a_late_one_that_changes_nothing() -> None:
    kiosk = at_the_keyboard().write(WORD).happens(TextDone())
    effect = kiosk.ask
    kiosk.wait(LONGEST_WAIT + 1)
    assert kiosk.page == "code-word"
    kiosk.happens(CodeWordKept(effect))
    assert kiosk.page == "code-word"


@pytest.mark.parametrize("then", ["card_out", "session"])
def test_it_goes_with_the_session(then: str) -> None:
    kiosk = at_the_keyboard().write(WORD)
    if then == "card_out":
        kiosk.card_out()
    else:
        kiosk.happens(TextDone()).backend_refuses("session-expired")
    assert WORD not in repr(kiosk.walk)
    assert not any(getattr(page, "text", "") for page in kiosk.walk.stack)


def test_no_key_is_taken_beyond_the_longest_word() -> None:
    kiosk = at_the_keyboard().write("о" * (LONGEST + 5)).happens(TextDone())
    assert len(sent(kiosk)[0].word) == LONGEST


def test_the_loudspeaker_never_says_it() -> None:
    kiosk = KioskWalk().happens(events.VoiceSwitched()).identified().tap("code_word.offer")
    kiosk.write(WORD).happens(TextDone()).happens(CodeWordKept(kiosk.ask))
    said = [each.text for each in kiosk.orders if isinstance(each, Speak) and not each.personal]
    assert said
    assert not any(WORD in text for text in said)
    assert WORD not in repr(kiosk.orders)
