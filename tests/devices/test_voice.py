"""Speech with a real sound server: it begins soon, stops at once, and comes back whatever happens to it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.ports import VoiceState
from devices.voice import DEFAULT_VOLUME, VOLUMES, SupervisedVoice
from tests.devices.sound import Ear, PrivatePulse, group_is_gone, missing_programs

LONG = "Для получения справки о составе семьи приложите карту жителя к считывателю и подождите. " * 3
STARTS_WITHIN, STOPS_WITHIN = 1.0, 0.2  # seconds: ACCESSIBILITY A02 and A05

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {missing_programs()}"),
]


@pytest.fixture(scope="module")
def pulse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivatePulse]:
    with PrivatePulse(tmp_path_factory.mktemp("pulse")) as server:
        yield server


@pytest.fixture
def voice(pulse: PrivatePulse) -> Iterator[SupervisedVoice]:
    with SupervisedVoice(environment=pulse.environment) as supervised:
        yield supervised


@pytest.fixture
def ear(pulse: PrivatePulse) -> Iterator[Ear]:
    listening = pulse.listen()
    yield listening
    listening.close()


def wait_until(condition: Callable[[], bool], seconds: float) -> float:
    """Return how long it took."""
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < seconds, "too late"
        time.sleep(0.005)
    return time.monotonic() - started


def speaking_group(voice: SupervisedVoice) -> int:
    wait_until(lambda: voice.speech_group is not None, 5)
    group = voice.speech_group
    assert group is not None
    return group


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_first_sound_is_heard_within_a_second(voice: SupervisedVoice, ear: Ear, language: str) -> None:
    wait_until(lambda: voice.worker_pid is not None, 5)
    voice.say("Здравствуйте" if language == "ru" else "Good morning", language)
    heard = ear.seconds_until_sound(5)
    assert heard is not None
    print(f"first sound after {heard * 1000:.0f} ms ({language})")
    assert heard <= STARTS_WITHIN


def test_say_returns_at_once(voice: SupervisedVoice) -> None:
    started = time.monotonic()
    voice.say(LONG, "ru")
    voice.stop()
    assert time.monotonic() - started < 0.02


def test_stop_is_silence_within_200_ms(voice: SupervisedVoice) -> None:
    for _ in range(5):
        voice.say(LONG, "ru")
        group = speaking_group(voice)
        time.sleep(0.2)
        voice.stop()
        took = wait_until(lambda: group_is_gone(group), 2)  # noqa: B023 - called at once
        assert took <= STOPS_WITHIN
        assert voice.wait_for(VoiceState.READY, 1)


def test_the_second_text_replaces_the_first(voice: SupervisedVoice) -> None:
    voice.say(LONG, "ru")
    first = speaking_group(voice)
    voice.say("Коротко.", "ru")
    took = wait_until(lambda: group_is_gone(first), 2)
    assert took <= STOPS_WITHIN
    wait_until(lambda: voice.speech_group not in (None, first), 2)
    second = speaking_group(voice)
    assert wait_until(lambda: group_is_gone(second), 6) > 0
    assert voice.wait_for(VoiceState.READY, 2)


def test_fifty_utterances_in_a_row_and_none_hangs(voice: SupervisedVoice) -> None:
    """The well-known complaint about pyttsx3: it hangs on the second."""
    pid = None
    for number in range(50):
        voice.say(f"Номер {number}", "ru")
        group = speaking_group(voice)
        pid = pid or voice.worker_pid
        if number % 10 == 9:  # now and then to its end, else cut short by the next
            wait_until(lambda: group_is_gone(group), 6)  # noqa: B023
        else:
            voice.stop()
            assert voice.wait_for(VoiceState.READY, 2)
        wait_until(lambda: voice.speech_group is None, 2)
    assert voice.worker_pid == pid, "the same worker all along"


def test_a_killed_worker_takes_its_speech_along_and_comes_back(voice: SupervisedVoice) -> None:
    voice.say(LONG, "ru")
    group, pid = speaking_group(voice), voice.worker_pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: group_is_gone(group), 2) <= STOPS_WITHIN
    wait_until(lambda: voice.worker_pid not in (None, pid), 5)
    voice.say("Я снова здесь.", "ru")
    assert speaking_group(voice) != group


def test_a_frozen_worker_cannot_keep_the_speech_going(voice: SupervisedVoice) -> None:
    voice.say(LONG, "ru")
    group, pid = speaking_group(voice), voice.worker_pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    voice.stop()
    assert wait_until(lambda: group_is_gone(group), 3) <= STOPS_WITHIN + 0.1
    wait_until(lambda: voice.worker_pid not in (None, pid), 5)


def test_a_worker_that_froze_in_silence_is_noticed_and_what_was_asked_is_said(
    voice: SupervisedVoice,
) -> None:
    wait_until(lambda: voice.worker_pid is not None, 5)
    pid = voice.worker_pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    voice.say("Меня всё-таки слышно.", "ru")
    wait_until(lambda: voice.worker_pid not in (None, pid), 8)
    assert voice.wait_for(VoiceState.SPEAKING, 5)


def test_louder_is_louder_and_the_next_person_begins_with_the_default(
    voice: SupervisedVoice, ear: Ear
) -> None:
    heard = []
    for step in (0, 2, 4):
        voice.set_volume(step)
        voice.say("Раз два три четыре пять шесть семь", "ru")
        assert ear.seconds_until_sound(3) is not None
        heard.append(ear.loudness(1.0))
        voice.stop()
        voice.wait_for(VoiceState.READY, 2)
        ear.loudness(0.5)
    assert heard[0] < heard[1] < heard[2]
    voice.set_volume(99)
    assert voice.volume == len(VOLUMES) - 1
    voice.reset_volume()
    assert voice.volume == DEFAULT_VOLUME


def test_without_a_sound_card_the_state_is_lost_and_nothing_raises(pulse: PrivatePulse) -> None:
    with SupervisedVoice(environment=pulse.without_sound) as voice:
        voice.say("Никто не слышит", "ru")
        assert voice.wait_for(VoiceState.LOST, 5)
        voice.stop()
        voice.say("И это тоже", "ru")
        assert voice.wait_for(VoiceState.LOST, 5)


def test_without_the_programs_the_state_is_lost(pulse: PrivatePulse, tmp_path: Path) -> None:
    with SupervisedVoice(environment={**pulse.environment, "PATH": str(tmp_path)}) as voice:
        voice.say("Никто не слышит", "ru")
        assert voice.wait_for(VoiceState.LOST, 5)


def test_a_worker_that_cannot_start_is_tried_again_and_again_without_harm(tmp_path: Path) -> None:
    with SupervisedVoice(command=(str(tmp_path / "nothing"),)) as voice:
        voice.say("Алло", "ru")
        assert voice.wait_for(VoiceState.LOST, 2)


def test_what_is_said_is_in_no_process_list(voice: SupervisedVoice) -> None:
    voice.say("Канарейка Иванова. " + LONG, "ru")
    group = speaking_group(voice)
    lines = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if _belongs(path, group)]
    assert lines, "the speech is under way"
    assert not any("Канарейка".encode() in line for line in lines)
    environment = Path(f"/proc/{group}/environ").read_bytes()
    assert "Канарейка".encode() not in environment


def test_nothing_is_left_running_after_the_end(pulse: PrivatePulse) -> None:
    voice = SupervisedVoice(environment=pulse.environment)
    with voice:
        voice.say(LONG, "ru")
        group, pid = speaking_group(voice), voice.worker_pid
        assert pid is not None
    wait_until(lambda: group_is_gone(group), 1)
    wait_until(lambda: not Path(f"/proc/{pid}").exists(), 1)


def _belongs(cmdline: Path, group: int) -> bool:
    try:
        return os.getpgid(int(cmdline.parent.name)) == group
    except ProcessLookupError:
        return False
