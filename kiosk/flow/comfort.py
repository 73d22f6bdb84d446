"""The comfort buttons: switched in place, on every page, reset when the person has gone."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flow.effects import StopSpeech
from kiosk.flow.events import (
    ContrastSwitched,
    Event,
    HeadsetReported,
    LanguageSwitched,
    LargeSwitched,
    LowReachSwitched,
    VoiceSwitched,
)
from kiosk.flow.views import Comfort
from kiosk.flow.walk import Walk, ordered

OTHER_LANGUAGE = {"ru": "en", "en": "ru"}


def switched_comfort(walk: Walk, event: Event) -> Walk:
    """The walk with the setting turned over, if the event is one of the switches."""
    comfort = _turned(walk.comfort, event)
    return walk if comfort == walk.comfort else replace(walk, comfort=comfort, said=())


def _turned(comfort: Comfort, event: Event) -> Comfort:
    match event:
        case LanguageSwitched():
            return replace(comfort, language=OTHER_LANGUAGE[comfort.language])
        case LargeSwitched():
            return replace(comfort, large=not comfort.large)
        case ContrastSwitched():
            return replace(comfort, contrast=not comfort.contrast)
        case LowReachSwitched():
            return replace(comfort, low_reach=not comfort.low_reach)
        case VoiceSwitched():
            return replace(comfort, voice=not comfort.voice)
        case _:
            return comfort


def headset_reported(walk: Walk, event: HeadsetReported) -> Walk:
    """Plugging a headset in starts reading aloud; pulling it out silences the kiosk at once."""
    walk = replace(
        walk,
        devices=replace(walk.devices, headset=event.plugged),
        comfort=replace(walk.comfort, voice=event.plugged),
        said=(),
    )
    return walk if event.plugged else ordered(walk, StopSpeech())
