"""The headphone plug, fed with the kernel's own event format through a FIFO."""

from __future__ import annotations

import os
import queue
import time
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from devices.headset import EV_SW, EVENT, HeadsetPlug, plug_event, plugged_after
from devices.voice import SupervisedVoice


def test_an_event_is_24_bytes_as_the_kernel_writes_it() -> None:
    assert len(plug_event(True)) == 24


def test_plug_and_unplug_are_noticed(tmp_path: Path) -> None:
    device = tmp_path / "event0"
    os.mkfifo(device)
    changes: queue.Queue[bool] = queue.Queue()
    with HeadsetPlug(device, changes.put) as plug:
        voice = SupervisedVoice(plug.plugged)
        assert voice.headset() is False
        for plugged in (True, False, True):
            with device.open("wb") as kernel:
                kernel.write(EVENT.pack(0, 0, 1, 30, 1) + plug_event(plugged))
            assert changes.get(timeout=2) is plugged
            assert voice.headset() is plugged


def test_an_event_that_arrives_in_two_pieces_counts_once_whole(tmp_path: Path) -> None:
    device = tmp_path / "event0"
    os.mkfifo(device)
    changes: queue.Queue[bool] = queue.Queue()
    with HeadsetPlug(device, changes.put) as plug:
        event = plug_event(True)
        with device.open("wb", buffering=0) as kernel:
            kernel.write(event[:10])
            time.sleep(0.05)
            assert plug.plugged() is False
            kernel.write(event[10:])
        assert changes.get(timeout=2) is True


def test_without_a_device_there_is_no_headset(tmp_path: Path) -> None:
    with HeadsetPlug(tmp_path / "nothing") as plug:
        assert plug.plugged() is False
        assert plug.present() is False


@given(st.binary(max_size=200), st.booleans())
def test_noise_is_no_headset(noise: bytes, before: bool) -> None:
    whole = noise[: len(noise) // EVENT.size * EVENT.size]
    about_plugs = any(kind == EV_SW for _, _, kind, _, _ in EVENT.iter_unpack(whole))
    assert about_plugs or plugged_after(noise, before) is before
