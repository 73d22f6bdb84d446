"""What Kivy must find before it is imported: no files of its own, no arguments, no log of its own.

Import this module before anything of Kivy. Nothing here opens a window, so that the size of the panel
can still be set by `configure`.
"""

from __future__ import annotations

import os
from typing import Final

from kiosk.screens.panel import Panel

_KIVY_ENVIRONMENT: Final = {
    "KIVY_NO_ARGS": "1",  # our front door reads the command line
    "KIVY_NO_CONFIG": "1",  # no ~/.kivy/config.ini is read or written
    "KIVY_NO_FILELOG": "1",  # texts of a person must not reach a file
    "KIVY_LOG_MODE": "PYTHON",  # Kivy leaves the log handlers of the process alone
    "KIVY_NO_ENV_CONFIG": "1",
}

for _name, _value in _KIVY_ENVIRONMENT.items():
    os.environ.setdefault(_name, _value)

from kivy.config import Config  # noqa: E402  (Kivy reads the variables above at import)

# Two samples a pixel, Kivy's default, are ruinous where the GPU is Mesa's software renderer.
Config.set("graphics", "multisamples", "0")
# Esc would close the kiosk.
Config.set("kivy", "exit_on_escape", "0")
# A right click would leave a red dot: the emulation of a second finger.
Config.set("input", "mouse", "mouse,disable_multitouch")
Config.set("graphics", "resizable", "0")


def configure(panel: Panel) -> None:
    """Give Kivy the size and frame of `panel`; only of use before the window is opened."""
    Config.set("graphics", "width", str(panel.width))
    Config.set("graphics", "height", str(panel.height))
    Config.set("graphics", "borderless", "1")
    Config.set("graphics", "fullscreen", "auto" if panel.fullscreen else "0")
    Config.set("graphics", "show_cursor", "1" if panel.show_cursor else "0")
