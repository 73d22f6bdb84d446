"""The process that speaks: `python -m devices.voice_worker`, one JSON object a line in and out.

In: `{"say": 3, "text": "…", "language": "ru", "volume": 0.5}`, `{"stop": 4}`, `{"ping": 5}`.
Out: `{"started": 3, "group": 1234}`, `{"ended": 3, "heard": true, "failed": false}`, `{"stopped": 4}`,
`{"pong": 5}`.
It has one thread, keeps nothing, writes no log, and ends with its input.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import sys
from typing import Any

from devices.voice_engine import Engine

WHILE_SPEAKING = 0.02  # seconds between looks at the speech under way
WHILE_QUIET = 1.0
_READ_BYTES = 65536


def main() -> None:
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C is for the one who started us; we end with our input
    engine = Engine(
        on_start=lambda number, group: _tell({"started": number, "group": group}),
        on_end=lambda number, heard, failed: _tell({"ended": number, "heard": heard, "failed": failed}),
    )
    source = sys.stdin.fileno()
    waiting = selectors.DefaultSelector()
    waiting.register(source, selectors.EVENT_READ)
    unfinished = b""
    while True:
        if waiting.select(WHILE_SPEAKING if engine.speaking else WHILE_QUIET):
            data = os.read(source, _READ_BYTES)
            if not data:
                engine.stop()
                return
            *lines, unfinished = (unfinished + data).split(b"\n")
            for line in lines:
                _obey(engine, json.loads(line))
        engine.iterate()


def _obey(engine: Engine, order: dict[str, Any]) -> None:
    match order:
        case {"say": int(number), "text": str(text), "language": str(language), "volume": float(volume)}:
            engine.say(number, text, language, volume)
        case {"stop": int(number)}:
            engine.stop()
            _tell({"stopped": number})
        case {"ping": int(number)}:
            _tell({"pong": number})


def _tell(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
