"""What a kiosk builds once its first frame stands: devices and link, until they are there, and search."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event as Flag
from threading import Lock, Thread
from typing import Final, Protocol

from config.faults import where_raised
from kiosk.flow.events import Broke, Event, Mended
from kiosk.journal import Journal
from kiosk.runner import BROKEN, Hands

RETRY_SECONDS: Final = 30.0


class Machine(Protocol):
    """Everything that runs beside the walk: `kiosk.parts.Machine`."""

    @property
    def hands(self) -> Hands: ...

    @property
    def start(self) -> Callable[[], None]: ...

    @property
    def stop(self) -> Callable[[], None]: ...


class Corridor(Protocol):
    """`kiosk.runner.Runner`, as far as it is given its parts."""

    def equip(self, hands: Hands) -> None: ...

    def post(self, event: Event) -> None: ...


class LateParts:
    """Builds on a thread of its own. Until the machine stands the kiosk is out of service, with `bare_hands`.

    Without an index the kiosk serves too: then a search finds nothing.
    """

    def __init__(
        self,
        build_machine: Callable[[], Machine],
        build_search: Callable[[], None],
        corridor: Corridor,
        bare_hands: Hands,
        journal: Journal,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        self._build_machine = build_machine
        self._build_search = build_search
        self._corridor = corridor
        self._bare_hands = bare_hands
        self._journal = journal
        self._retry_seconds = retry_seconds
        self._lock = Lock()
        self._machine: Machine | None = None
        self._thread: Thread | None = None
        self._stopping = Flag()

    def begin(self) -> None:
        """Start building; only the first call does anything."""
        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._build, name="parts", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """End whatever has been built."""
        self._stopping.set()
        with self._lock:
            machine, self._machine = self._machine, None
        if machine is not None:
            machine.stop()

    def _build(self) -> None:
        if not self._machine_stands():
            self._corridor.post(Broke(BROKEN))
            self._corridor.equip(self._bare_hands)
            while not self._machine_stands():
                if self._stopping.wait(self._retry_seconds):
                    return
            self._corridor.post(Mended(BROKEN))
        try:
            self._build_search()
        except Exception as error:
            self._journal.note("search-failed", code=BROKEN, where=where_raised(error))

    def _machine_stands(self) -> bool:
        """Build and start it; whatever is wrong, the kiosk says so instead of standing still."""
        machine: Machine | None = None
        try:
            machine = self._build_machine()
            with self._lock:
                if self._stopping.is_set():
                    return True
                machine.start()
                self._machine = machine
        except Exception as error:
            self._journal.note("parts-failed", code=BROKEN, where=where_raised(error))
            if machine is not None:
                machine.stop()  # half of it may run already
            return False
        self._corridor.equip(machine.hands)
        return True
