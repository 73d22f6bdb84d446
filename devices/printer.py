"""The receipt printer: it believes only what the printer itself says has happened.

docs/decisions/0008-printer-promises.md says what a printer can promise and what it cannot.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from devices.escpos_library import compose_end, compose_line, compose_start, open_link
from devices.layout import lay_out
from devices.ports import NotPrinted, Printed, PrinterState, Sheet, never
from devices.printer_address import PrinterAddress
from devices.printer_profile import PrinterProfile
from devices.printer_talk import FAULTS, Ending, Limits, Link, LinkClosedError, Talk

STATE_CODES = {
    PrinterState.PAPER_OUT: "printer-paper-out",
    PrinterState.COVER_OPEN: "printer-cover-open",
    PrinterState.OFFLINE: "printer-offline",
    PrinterState.UNKNOWN: "printer-unknown",
}

PIECES_WITHOUT_A_MARK = 1  # the start of a job puts nothing on the paper


class EscPosPrinter:
    """`devices.ports.Printer` for network, serial and USB printers; calls may come from any thread.

    `clean_first` is for the one who owns the printer, the kiosk: it may have died in the middle of a job, so
    what the printer still holds is thrown away at the first contact. Others, who only look, must not do that.
    """

    def __init__(
        self,
        address: PrinterAddress,
        profile: PrinterProfile,
        limits: Limits | None = None,
        *,
        clean_first: bool = False,
    ) -> None:
        self._address = address
        self._profile = profile
        self._limits = limits or Limits()
        self._line = threading.Lock()  # one conversation at a time
        self._generation = 0  # grows with each cancel: an older job is nobody's any more
        self._last_state = PrinterState.UNKNOWN
        self._unfinished = clean_first  # a job may still be in the printer, or half of it on the paper

    def state(self) -> PrinterState:
        """Ask the printer; while a job is under way, return what that job was last told."""
        if not self._line.acquire(blocking=False):
            return self._last_state
        try:
            link = self._open()
            if link is None:
                return self._remember(PrinterState.OFFLINE)
            try:
                talk = Talk(link, self._limits)
                state = self._remember(talk.ask_state())
                if self._unfinished:
                    self._clean_up(talk)
            except LinkClosedError:
                state = self._remember(PrinterState.UNKNOWN)
            finally:
                link.close()
            return state
        finally:
            self._line.release()

    def print(self, sheet: Sheet, cancelled: Callable[[], bool] = never) -> Printed | NotPrinted:
        """Print and wait for the acknowledgement; what could not be printed is not left in the printer."""
        generation = self._generation

        def unwanted() -> bool:
            return self._generation != generation or cancelled()

        pieces = self._pieces(sheet)
        with self._line:
            if unwanted():
                return NotPrinted("printer-cancelled")
            link = self._open()
            if link is None:
                self._remember(PrinterState.OFFLINE)
                return NotPrinted("printer-offline")
            try:
                return self._print(Talk(link, self._limits), pieces, unwanted)
            except LinkClosedError:
                self._remember(PrinterState.UNKNOWN)
                return NotPrinted("printer-not-acknowledged" if self._unfinished else "printer-offline")
            finally:
                link.close()

    def cancel(self) -> None:
        self._generation += 1

    def model(self) -> str:
        """Return what the printer calls itself (GS I 67), "" when it does not tell."""
        with self._line:
            link = self._open()
            if link is None:
                return ""
            try:
                link.send(b"\x1d\x49\x43")
                return _model_name(link.receive(self._limits.reply))
            except LinkClosedError:
                return ""
            finally:
                link.close()

    def _print(self, talk: Talk, pieces: list[bytes], unwanted: Callable[[], bool]) -> Printed | NotPrinted:
        state = self._remember(talk.ask_state())
        if state in STATE_CODES:
            return NotPrinted(STATE_CODES[state])
        if self._unfinished:
            self._clean_up(talk)
        if not talk.buffer_is_empty(after_trouble=self._unfinished):
            return NotPrinted("printer-unknown")
        self._unfinished = True
        ending = talk.send_job(pieces, unwanted)
        return self._conclude(talk, ending)

    def _conclude(self, talk: Talk, ending: Ending) -> Printed | NotPrinted:
        if ending is Ending.CANCELLED and not self._profile.clears_buffer:
            # It cannot be stopped: then the truth is whether the paper has come out.
            ending = talk.await_acknowledgement(lambda: False)
        if ending is Ending.ACKNOWLEDGED:
            self._unfinished = False
            self._remember(talk.ask_state())
            return Printed()
        came_out = self._clean_up(talk) and talk.pieces_sent > PIECES_WITHOUT_A_MARK
        state = self._remember(talk.ask_state())
        if ending is Ending.CANCELLED:
            return NotPrinted("printer-cancelled", came_out)
        if ending is Ending.FAULT and state in FAULTS:
            return NotPrinted(STATE_CODES[state], came_out)
        return NotPrinted("printer-not-acknowledged", came_out)

    def _clean_up(self, talk: Talk) -> bool:
        """Empty the printer of an unfinished job, cut off what came of it; return whether it was cut."""
        if self._profile.clears_buffer and not talk.clear():
            return False
        if talk.ask_state() in STATE_CODES:
            return False  # cleared, but the half-printed paper can be cut off only when it prints again
        talk.link.send(compose_start(self._profile) + compose_end(self._profile))
        if talk.buffer_is_empty(after_trouble=True):
            self._unfinished = False
        return not self._unfinished

    def _remember(self, state: PrinterState) -> PrinterState:
        self._last_state = state
        return state

    def _open(self) -> Link | None:
        try:
            return open_link(self._address, self._limits)
        except LinkClosedError:
            return None

    def _pieces(self, sheet: Sheet) -> list[bytes]:
        lines = lay_out(sheet, self._profile.columns)
        return [
            compose_start(self._profile),
            *(compose_line(line, self._profile) for line in lines),
            compose_end(self._profile),
        ]


def _model_name(answer: bytes) -> str:
    """The answer is "_", the name, a zero byte."""
    start, end = answer.find(b"_"), answer.find(b"\x00")
    return answer[start + 1 : end].decode("ascii", errors="replace") if 0 <= start < end else ""
