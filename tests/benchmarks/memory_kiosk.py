"""The program that `memory` runs: full card sessions at a live kiosk, its memory after each. Prints JSON."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import sleep
from unittest.mock import patch

from kiosk.screens import environment  # isort: skip  # noqa: F401  (before anything of Kivy)

import typer
from kivy.base import EventLoop
from kivy.graphics.opengl import glFinish

from config.kiosk import load_kiosk_settings
from config.service_manager import ServiceManager
from devices.reader import PcscReader
from devices.simulators.control import ReaderControl
from kiosk import parts
from kiosk.screens import hand, motion
from kiosk.wiring import build_kiosk
from tests.benchmarks.bare_window import resident_bytes
from tests.benchmarks.person import Person, no_pause_between_touches
from tests.benchmarks.reader_in_memory import ReaderInMemory, TwoReaders

SETTLE_SECONDS = 2.0
LOOK_SECONDS = 0.002  # between two looks for a page, and for how long a page slides


@contextmanager
def no_time_lost() -> Iterator[None]:
    """Pages come without sliding and are found at once, no finger rests: a thousand sessions in minutes."""
    with (
        no_pause_between_touches(),
        patch.object(hand, "LOOK_SECONDS", LOOK_SECONDS),
        patch.object(hand, "HELD_SECONDS", 0.0),
        patch.object(motion, "SLIDE_SECONDS", LOOK_SECONDS),
    ):
        yield


def wait_for_the_renderer(_window: object) -> None:
    """With no display to wait for, Mesa's threads pile up frames to come, and their textures with them."""
    glFinish()


def session(person: Person, insert: Callable[[], None], remove: Callable[[], None]) -> None:
    """Card in, level 1, PIN, personal file, one entitlement, card out."""
    insert()
    person.hand.arrive("welcome")
    person.enter_pin()
    person.hand.arrive("personal-file-general")
    person.touch("file.tab.social")
    person.hand.arrive("personal-file-social")
    person.open_an_entitlement()
    remove()
    person.hand.arrive("home")


def main(config: Path, pcscd: Path, card: Path, real: int, sessions: int, out: Path) -> None:
    """`real` sessions through pcscd, the rest at the port; resident bytes after each go to OUT."""
    memory = ReaderInMemory(card)
    control = ReaderControl(pcscd)
    resident: list[int] = []

    def two_readers(name: str) -> TwoReaders:
        return TwoReaders(PcscReader(name), memory)

    with patch.object(parts, "PcscReader", two_readers), no_time_lost():
        kiosk = build_kiosk(load_kiosk_settings(config, {}), ServiceManager({}, 0))
        person = Person(kiosk.app.screen)

        def play() -> None:
            try:
                person.hand.arrive("home")
                person.hand.on_gui(lambda: EventLoop.window.bind(on_flip=wait_for_the_renderer))
                sleep(SETTLE_SECONDS)
                for number in range(sessions):
                    if number < real:
                        session(person, lambda: control.insert(card), control.remove)
                    else:
                        session(person, memory.insert, memory.remove)
                    if number + 1 in (real, sessions):
                        sleep(SETTLE_SECONDS)  # the session's end is told to the backend as well
                    resident.append(resident_bytes("self"))
                    print(".", end="", file=sys.stderr, flush=True)
            except BaseException:
                traceback.print_exc()
            finally:
                kiosk.app.close()

        Thread(target=play, name="sessions").start()
        kiosk.run()
    out.write_text(json.dumps(resident))
    raise SystemExit(0 if len(resident) == sessions else 1)


if __name__ == "__main__":
    typer.run(main)
