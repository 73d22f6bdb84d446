"""The kiosk's front door: `run` is read here at once, the other commands by `kiosk.commands`."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path

from config.kiosk import KioskSettings, SettingsError, load_kiosk_settings
from config.service_manager import ServiceManager

# The window's library opens a display when it is imported.
WINDOW = "kiosk.wiring"
# Typer and what it brings cost as much as the window itself: a kiosk that starts does not wait for them.
COMMANDS = "kiosk.commands"
HEALTH = "kiosk.health"
SETTINGS_WRONG = 2


def main() -> None:
    """The console script; without a command the kiosk runs with its default settings."""
    match sys.argv[1:]:
        case [] | ["run"]:
            run(None)
        case ["run", "--config", path] if not path.startswith("-"):
            run(Path(path))
        case _:
            import_module(COMMANDS).command_line(run, data_folder, health)()


def run(config: Path | None) -> None:
    """Run the kiosk until its window is closed."""
    settings = _settings(config)
    gc.disable()  # until the first frame: collecting during the imports costs a fifth of the start
    import_module(WINDOW).build_kiosk(settings, ServiceManager.of_this_process()).run()


def data_folder(config: Path | None) -> Path:
    """Where these settings keep the kiosk's key and enrolment."""
    return _settings(config).data


def health(config: Path | None, as_data: bool) -> int:
    """Examine the devices that these settings name, and return the exit code."""
    code: int = import_module(HEALTH).tell_health(_settings(config), dict(os.environ), as_data)
    return code


def _settings(config: Path | None) -> KioskSettings:
    try:
        return load_kiosk_settings(config, os.environ)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(SETTINGS_WRONG) from None


if __name__ == "__main__":
    main()
