"""`step`: the walk after an event. Pure: what the world must do stands in `walk.effects`."""

from __future__ import annotations

from dataclasses import replace

from kiosk.flow import events
from kiosk.flow.browsing import moved, wrote
from kiosk.flow.comfort import headset_reported, switched_comfort
from kiosk.flow.effects import StopSpeech
from kiosk.flow.ending import gone_home, session_ended
from kiosk.flow.events import Event
from kiosk.flow.timeouts import ticked
from kiosk.flow.walk import Walk, ordered
from kiosk.flow.world import World

MOVES = (events.Opened, events.Switched, events.WentBack, events.WentToSection, events.WentHome)
WRITING = (events.TextTyped, events.TextErased, events.LayoutChosen, events.TextDone)
COMFORT = (
    events.LanguageSwitched,
    events.LargeSwitched,
    events.ContrastSwitched,
    events.LowReachSwitched,
    events.VoiceSwitched,
)


def step(walk: Walk, event: Event, world: World) -> Walk:
    """The walk after `event`; `effects` holds only what this step asks of the world."""
    walk = replace(walk, effects=())
    if isinstance(event, events.Touched):
        walk = _touched(walk)
    return _stepped(walk, event, world)


def _touched(walk: Walk) -> Walk:
    """Any touch puts the time-out off and stops speech."""
    walk = replace(walk, touched_at=walk.now, warned_at=None)
    return ordered(walk, StopSpeech()) if walk.comfort.voice else walk


def _stepped(walk: Walk, event: Event, world: World) -> Walk:
    match event:
        case events.Ticked():
            return ticked(walk, event)
        case events.Finished():
            return session_ended(walk) if walk.session else gone_home(walk)
        case events.PrinterReported(state):
            return replace(walk, devices=replace(walk.devices, printer=state))
        case events.HeadsetReported():
            return headset_reported(walk, event)
        case (
            events.Opened()
            | events.Switched()
            | events.WentBack()
            | events.WentToSection()
            | events.WentHome()
        ):
            return moved(walk, event)
        case _ if isinstance(event, WRITING):
            return wrote(walk, event)
        case _ if isinstance(event, COMFORT):
            return switched_comfort(walk, event)
        case _:
            return walk
