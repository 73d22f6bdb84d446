"""pyttsx3 with a driver of our own; the only file that knows pyttsx3.

The driver that comes with it returns before the speech is over, drops what waits, and cannot be stopped.
This one hands each utterance to a `SpeechPipe` and never blocks. pyttsx3 finds a driver by the name of a
module, so this module registers itself under the name it looks for.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pyttsx3

from devices.speech_pipe import Manner, NoPlayerError, SpeechPipe

DRIVER = "okno"
VOICES = {"ru": "zle/ru", "en": "gmw/en-US"}  # espeak-ng's own ids
WORDS_A_MINUTE = {"ru": 150, "en": 160}
FULL_AMPLITUDE = 200  # espeak-ng's scale


class _Driver:
    """What pyttsx3 expects of a driver; all calls come from the one thread that iterates."""

    def __init__(self, proxy: Any) -> None:
        self._proxy = proxy
        self._pipe = SpeechPipe(os.environ)
        self._properties: dict[str, Any] = {
            "voice": VOICES["ru"],
            "rate": WORDS_A_MINUTE["ru"],
            "volume": 0.5,
            "voices": list(VOICES.values()),
        }
        self._under_way = False

    @property
    def group(self) -> int | None:
        return self._pipe.group

    def getProperty(self, name: str) -> Any:  # noqa: N802 - pyttsx3's names
        return self._properties[name]

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802
        self._properties[name] = value

    def say(self, text: str) -> None:
        amplitude = round(self._properties["volume"] * FULL_AMPLITUDE)
        self._proxy.setBusy(True)
        self._under_way = True
        try:
            self._pipe.start(text, Manner(self._properties["voice"], self._properties["rate"], amplitude))
        except (NoPlayerError, OSError):
            self._done(heard=False, topic="error")
            return
        self._proxy.notify("started-utterance")

    def stop(self) -> None:
        self._pipe.stop()
        if self._under_way:
            self._done(heard=False, topic="finished-utterance")

    def iterate(self) -> Iterator[None]:
        self._proxy.setBusy(False)
        while True:
            if self._under_way and not self._pipe.speaking:
                heard = self._pipe.finish()
                self._done(heard, topic="finished-utterance" if heard else "error")
            yield

    def destroy(self) -> None:
        self._pipe.stop()

    def _done(self, heard: bool, topic: str) -> None:
        self._under_way = False
        self._proxy.notify(topic, completed=heard)
        self._proxy.setBusy(False)


def buildDriver(proxy: Any) -> _Driver:  # noqa: N802 - the name that pyttsx3 calls
    return _Driver(proxy)


class Engine:
    """Says one thing at a time; `iterate` must be called often.

    `on_start(number, group)` and `on_end(number, heard, failed)` are called from inside `say`, `stop` and
    `iterate`.
    """

    def __init__(
        self, on_start: Callable[[int, int | None], None], on_end: Callable[[int, bool, bool], None]
    ) -> None:
        sys.modules[f"pyttsx3.drivers.{DRIVER}"] = sys.modules[__name__]
        self._engine = pyttsx3.init(DRIVER)
        driver: _Driver = self._engine.proxy._driver
        self._engine.connect("started-utterance", lambda name: on_start(int(name), driver.group))
        self._engine.connect(
            "finished-utterance", lambda name, completed: on_end(int(name), completed, False)
        )
        self._engine.connect("error", lambda name, **_: on_end(int(name), False, True))
        self._engine.startLoop(False)
        self._engine.iterate()

    def say(self, number: int, text: str, language: str, volume: float) -> None:
        self._engine.stop()
        language = language if language in VOICES else "ru"
        self._engine.setProperty("voice", VOICES[language])
        self._engine.setProperty("rate", WORDS_A_MINUTE[language])
        self._engine.setProperty("volume", volume)
        self._engine.say(text, str(number))

    def stop(self) -> None:
        self._engine.stop()

    def iterate(self) -> None:
        self._engine.iterate()

    @property
    def speaking(self) -> bool:
        return bool(self._engine.isBusy())
