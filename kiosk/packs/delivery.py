"""Takes a published pack: fetched when nobody is there, tried, put in place, and taken up by a restart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Final, Protocol

from config.faults import where_raised
from content.compiled import name_of
from content.problems import PackError
from kiosk.flow.vacancy import is_vacant
from kiosk.flow.walk import Walk
from kiosk.journal import Journal
from kiosk.packs.place import PackPlace, Refusal
from kiosk.ports.backend import Refused

LOOK_SECONDS: Final = 2.0
LINE_RETRY_SECONDS: Final = 60.0
RETRY_SECONDS: Final = 600.0
"""After what may mend itself, though not soon: a full disk, a file spoilt on the backend's."""
FETCH_SECONDS: Final = 120.0
QUIET_SECONDS: Final = 15.0
"""How long nobody must have been there before the kiosk restarts."""
STOPPED: Final = "fetch-stopped"
TOO_LARGE: Final = "pack-too-large"


class PackLine(Protocol):
    """What fetching asks of the line to the backend."""

    def fetch_pack(self, file_hash: str, go_on: Callable[[], bool]) -> bytes | Refused:
        """The published file of this name; `fetch-stopped` when `go_on` said no."""
        ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the delivery looks at, and how it has the kiosk restarted."""

    walk: Callable[[], Walk]
    now: Callable[[], float]  # seconds, only forward
    try_out: Callable[[bytes], None]  # raises what is wrong with a pack
    leave: Callable[[], None]  # ends the process in order; the service manager starts it anew
    journal: Journal


class Announced:
    """The file that the backend named last, by any heartbeat's answer; "" for none."""

    def __init__(self) -> None:
        self.file_hash = ""

    def hear(self, file_hash: str) -> None:
        self.file_hash = file_hash


class PackDelivery:
    """`look` is called again and again, on a thread of its own."""

    def __init__(self, place: PackPlace, line: PackLine, announced: Announced, around: Surroundings) -> None:
        self._place = place
        self._line = line
        self._announced = announced
        self._around = around
        self._own: str | None = None  # read at the first look
        self._refusal = place.refused()
        self._later = (self._refusal.file_hash, inf) if self._refusal else ("", 0.0)
        """A file, and when it may be tried again."""
        self._waits_for_restart = False
        self._quiet_since: float | None = None

    def refused(self) -> str:
        """Why the announced file was not taken; "" where it was, or was not looked at yet.

        Until the backend has announced one, it is the file that was refused before the start.
        """
        refusal = self._refusal
        return refusal.code if refusal and self._announced.file_hash in ("", refusal.file_hash) else ""

    def look(self) -> float:
        """Do what can be done now; seconds until the next look."""
        if self._own is None:
            self._own = self._place.in_place()
        if self._waits_for_restart:
            self._leave_when_quiet()
        else:
            file_hash = self._announced.file_hash
            if self._is_wanted(file_hash) and is_vacant(self._around.walk()):
                self._take(file_hash)
        return LOOK_SECONDS

    def _is_wanted(self, file_hash: str) -> bool:
        waiting, until = self._later
        return file_hash not in ("", self._own) and (file_hash != waiting or self._around.now() >= until)

    def _take(self, file_hash: str) -> None:
        until = self._around.now() + FETCH_SECONDS
        sealed = self._line.fetch_pack(
            file_hash, lambda: self._around.now() < until and is_vacant(self._around.walk())
        )
        if isinstance(sealed, Refused):
            self._not_fetched(file_hash, sealed.code)
        elif name_of(sealed) != file_hash:
            self._refuse(Refusal(file_hash, "pack-damaged"), RETRY_SECONDS)
        elif self._is_good(file_hash, sealed):
            self._put(file_hash, sealed)

    def _not_fetched(self, file_hash: str, code: str) -> None:
        if code == TOO_LARGE:
            self._refuse(Refusal(file_hash, code), inf)
        elif code != STOPPED:
            self._later = (file_hash, self._around.now() + LINE_RETRY_SECONDS)
            self._around.journal.note("pack-not-fetched", code=code, pack=file_hash)

    def _is_good(self, file_hash: str, sealed: bytes) -> bool:
        try:
            self._around.try_out(sealed)
        except PackError as error:
            self._refuse(Refusal(file_hash, error.code), inf)
        except Exception as error:  # whatever it is, it must not meet a citizen
            self._refuse(Refusal(file_hash, "pack-unusable"), inf, where_raised(error))
        else:
            return True
        return False

    def _put(self, file_hash: str, sealed: bytes) -> None:
        try:
            self._place.put(sealed)
        except OSError:
            self._refuse(Refusal(file_hash, "pack-not-stored"), RETRY_SECONDS)
            return
        self._own = file_hash
        self._refusal = None
        self._waits_for_restart = True
        self._around.journal.note("pack-taken", pack=file_hash)

    def _refuse(self, refusal: Refusal, seconds: float, where: str = "") -> None:
        """Say so, and leave the file alone for so long; for good is remembered over restarts."""
        self._refusal = refusal
        self._later = (refusal.file_hash, self._around.now() + seconds)
        if seconds == inf:
            self._place.refuse(refusal)
        self._around.journal.note("pack-refused", code=refusal.code, pack=refusal.file_hash, where=where)

    def _leave_when_quiet(self) -> None:
        now = self._around.now()
        if not is_vacant(self._around.walk()):
            self._quiet_since = None
            return
        if self._quiet_since is None:
            self._quiet_since = now
        if now - self._quiet_since >= QUIET_SECONDS:
            self._around.journal.note("pack-restart", pack=self._own or "")
            self._around.leave()
