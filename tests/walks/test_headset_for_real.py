"""A headset is pulled while it reads something personal: silence within 200 ms, from plug to loudspeaker."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue

import pytest

from devices.headset import plug_event
from kiosk.flow.events import Event, HeadsetReported
from kiosk.parts import speech
from tests.devices.sound import PrivatePulse, group_is_gone, missing_programs

STOPS_WITHIN = 0.2
LONG = "Полярная Мария Петровна, вам назначена ежемесячная выплата и бесплатный проезд. " * 4

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {missing_programs()}"),
]


def wait_until(true: Callable[[], bool], seconds: float) -> float:
    """How long it took."""
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < seconds, "too late"
        time.sleep(0.002)
    return time.monotonic() - begun


def test_pulled_out_means_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    device = tmp_path / "event0"
    os.mkfifo(device)
    posted: SimpleQueue[Event] = SimpleQueue()
    with PrivatePulse(tmp_path) as pulse:
        for name, value in pulse.environment.items():
            monkeypatch.setenv(name, value)
        plug, voice = speech(device, posted.put)
        assert plug is not None
        with plug, voice, device.open("wb", buffering=0) as kernel:
            for _ in range(3):
                kernel.write(plug_event(True))
                assert posted.get(timeout=2) == HeadsetReported(True)
                assert voice.headset()
                voice.say(LONG, "ru")
                wait_until(lambda: voice.speech_group is not None, 5)
                group = voice.speech_group
                assert group is not None
                time.sleep(0.3)
                assert not group_is_gone(group), "the control: left alone it goes on"
                kernel.write(plug_event(False))
                took = wait_until(lambda: group_is_gone(group), 2)  # noqa: B023 - called at once
                print(f"silent {took * 1000:.0f} ms after the plug was pulled")
                assert took <= STOPS_WITHIN
                assert posted.get(timeout=2) == HeadsetReported(False)
                assert not voice.headset()
                wait_until(lambda: voice.speech_group is None, 2)


def test_without_a_headset_switch_nobody_listens_in_private() -> None:
    plug, voice = speech(None, lambda _event: None)
    assert plug is None
    assert not voice.headset()
