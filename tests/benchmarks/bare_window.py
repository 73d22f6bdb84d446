"""The least that a window could cost: Kivy, the kiosk's size, one label.

With NOTIFY_SOCKET set it tells its first frame as the kiosk does, and from the same hook.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kiosk.screens import environment  # isort: skip  (Kivy reads its environment when it is imported)

from kivy.app import App
from kivy.base import EventLoop
from kivy.uix.label import Label

from config.service_manager import ServiceManager
from kiosk.screens.panel import Panel

PAGE_BYTES = 4096


class BareWindow(App):  # type: ignore[misc]
    def __init__(self, panel: Panel) -> None:
        environment.configure(panel)
        super().__init__()
        self._manager = ServiceManager.of_this_process()
        self._ready = False

    def build(self) -> Label:
        return Label(text="Окно", font_size=72)

    def on_start(self) -> None:
        EventLoop.window.bind(on_flip=self._flipped)

    def _flipped(self, _: object) -> None:
        if not self._ready:
            self._ready = True
            self._manager.ready()
            print(f"RSS {resident_bytes('self')}", flush=True)


def resident_bytes(process: int | str) -> int:
    """What of a process is in memory now (proc(5), statm)."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE_BYTES


def main() -> None:
    width, height = int(sys.argv[1]), int(sys.argv[2])
    BareWindow(Panel(width, height, fullscreen=False)).run()


if __name__ == "__main__":
    main()
