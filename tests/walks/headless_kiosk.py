"""A whole kiosk without its window, in a process of its own: views go out as JSON lines, presses come in.

    python -m tests.walks.headless_kiosk < commands      with the kiosk's settings in the environment

Commands, one a line: `press TITLE`, `press-all TITLE`, `write TEXT`, `pin DIGITS`, `seek HEX` (which
objects hold these bytes), `quit`.
"""

from __future__ import annotations

import json
import os
import sys
import time

from config.kiosk import load_kiosk_settings
from kiosk.clock import SystemClock
from kiosk.content_of_kiosk import load_pack, words_of_all_languages
from kiosk.flow import events
from kiosk.flow.render import render
from kiosk.flow.views import View
from kiosk.flow.walk import Walk
from kiosk.interviewing import Interviewer
from kiosk.journal import Journal
from kiosk.late.wizard import LateWizard
from kiosk.parts import build_machine
from kiosk.pin import PinBuffer
from kiosk.runner import Runner
from kiosk.search_index import SearchInLanguages
from kiosk.world_of_kiosk import identity_of, world_of
from tests.walks.kiosk_walk import presses
from tests.walks.process_memory import objects_holding


def say(view: View) -> None:
    print(
        json.dumps(
            {
                "at": time.monotonic(),
                "name": view.name,
                "text": repr((view.header.who, view.blocks, view.dialog)),
                "presses": [title for title, _ in presses(view)],
            },
            ensure_ascii=False,
        ),
        flush=True,
    )


def main() -> None:
    settings = load_kiosk_settings(None, os.environ)
    clock = SystemClock(settings.place.time_zone)
    journal = Journal(sys.stderr, clock)
    loaded = load_pack(settings.pack, settings.pack_key, settings.data)
    words = words_of_all_languages()
    search = SearchInLanguages(loaded.pack, words)
    wizard = LateWizard()
    wizard.become(Interviewer(loaded.pack, clock.wall().date()))
    world = world_of(settings, identity_of(settings.data), loaded.pack, words, search, wizard)
    pin = PinBuffer()
    runner = Runner(Walk(), world, clock, journal)
    say(runner.first_view())
    machine = build_machine(
        settings, loaded.pack, pin, journal, runner.post, lambda: runner.walk, lambda: os._exit(0)
    )
    runner.start(say)
    runner.equip(machine.hands)
    machine.start()
    for line in sys.stdin:
        order, _, what = line.strip().partition(" ")
        if order == "quit":
            break
        if order == "seek":
            print(json.dumps({"seek": what, "found": objects_holding(bytes.fromhex(what))}), flush=True)
        elif order == "printer":
            print(json.dumps({"printer": runner.walk.devices.printer.value}), flush=True)
        elif order == "write":
            for character in what:
                runner.post(events.TextTyped(character))
        elif order == "press-all":
            for press in [press for title, press in presses(render(runner.walk, world)) if title == what]:
                runner.post(press)
        elif order == "pin":
            for digit in what:
                runner.post(events.PinChanged(pin.press(int(digit))))
        else:
            found = [press for title, press in presses(render(runner.walk, world)) if title == what]
            runner.post(found[0] if found else events.Touched())
    machine.stop()
    runner.stop()


if __name__ == "__main__":
    main()
