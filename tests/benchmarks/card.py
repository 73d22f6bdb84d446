"""The card's part of a tap: our reader against the same commands sent raw over the same pcscd."""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from time import perf_counter

from rich.console import Console
from smartcard import scard

from devices.ports import CardKey, CardPresent, CardProof, ReaderEvent
from devices.reader import NOTICED, PcscReader
from devices.simulators.private_pcscd import PrivatePcscd
from tests.benchmarks.report import Figure, Ratio, Report, alternate
from tests.devices.card_maker import CardMaker

ROUNDS = 300
INSERTIONS = 12
CHALLENGE = bytes(range(32))
COMMANDS = (
    "00A4040009A0000003080000100000",
    "00CB3FFF0000055C035FC1020000",
    "00CB3FFF0000055C035FC1010000",
    f"0087119E0000267C2482008120{CHALLENGE.hex()}0100",
)


def run(_console: Console) -> Report:
    with tempfile.TemporaryDirectory() as folder, PrivatePcscd(Path(folder)) as pcscd:
        os.environ.update(pcscd.environment)
        return _measure(pcscd)


def _measure(pcscd: PrivatePcscd) -> Report:
    told: SimpleQueue[ReaderEvent] = SimpleQueue()
    noticed: list[float] = []

    def on_stage(_sequence: int, stage: str) -> None:
        if stage == NOTICED:
            noticed.append(perf_counter())

    reader = PcscReader("*00 00", on_stage=on_stage)
    reader.start(told.put)
    content = CardMaker().content()
    waits, hand_overs = [], []
    for _ in range(INSERTIONS):
        pcscd.remove()
        pcscd.insert(content)
        inserted = perf_counter()
        sequence = _next_arrival(told)
        hand_overs.append(perf_counter() - noticed[-1])
        waits.append(noticed[-1] - inserted)
    ours, raw = alternate(ROUNDS, lambda: _prove(reader, sequence), _raw_way(pcscd.reader_name))
    reader.stop()
    mine, floor = statistics.median(ours), statistics.median(raw)
    return Report(
        "card",
        (
            Figure("card in → pcscd reports it (polls every 400 ms)", statistics.median(waits) * 1000, "ms"),
            Figure("pcscd reports it → CardPresent delivered", statistics.median(hand_overs) * 1000, "ms"),
            Figure("proof by key 9E, our reader", mine * 1000, "ms"),
            Figure("the same four commands, raw", floor * 1000, "ms"),
        ),
        (Ratio("proof against raw commands", mine / floor, at_most=1.5),),
    )


def _next_arrival(told: SimpleQueue[ReaderEvent]) -> int:
    while not isinstance(event := told.get(timeout=5), CardPresent):
        pass
    return event.sequence


def _prove(reader: PcscReader, sequence: int) -> float:
    begun = perf_counter()
    proof = reader.prove(sequence, CardKey.CARD, CHALLENGE, None)
    took = perf_counter() - begun
    assert isinstance(proof, CardProof), proof
    return took


def _raw_way(reader: str) -> Callable[[], float]:
    _, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    commands = [list(bytes.fromhex(command)) for command in COMMANDS]

    def once() -> float:
        begun = perf_counter()
        _, handle, _ = scard.SCardConnect(
            context, reader, scard.SCARD_SHARE_SHARED, scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        )
        for command in commands:
            code, answer = scard.SCardTransmit(handle, scard.SCARD_PCI_T1, command)
            assert code == 0 and answer[-2:] == [0x90, 0x00], (code, answer)
        scard.SCardDisconnect(handle, scard.SCARD_LEAVE_CARD)
        return perf_counter() - begun

    return once
