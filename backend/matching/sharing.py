"""Judges the register in as many processes as there are processors; the caller stores what comes back."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from backend.database.opening import open_database
from backend.matching import loading
from backend.matching.judging import Judge, Judged
from backend.region_pack import region_pack

CHUNKS_OF_A_PIECE = 4  # a piece makes the rules ready once, which costs as much as some hundred people


@dataclass(frozen=True, slots=True)
class Piece:
    """Some chunks of the register: each begins after one of these ids. It says nothing of anybody."""

    url: str
    data: Path  # the backend's folder, where the pack may lie
    pack: str
    on: date
    after: tuple[str, ...]
    size: int  # people in a chunk


def pieces(
    url: str,
    data: Path,
    pack: str,
    on: date,
    after: Sequence[str],
    size: int = loading.CHUNK,
) -> tuple[Piece, ...]:
    """The whole register, cut; `after` names where each chunk of this size begins."""
    starts = range(0, len(after), CHUNKS_OF_A_PIECE)
    return tuple(Piece(url, data, pack, on, tuple(after[at : at + CHUNKS_OF_A_PIECE]), size) for at in starts)


def judged(all_pieces: Sequence[Piece]) -> Iterator[Judged]:
    """What each chunk brought, in no order; within this process where there is little to do."""
    workers = min(len(all_pieces), len(os.sched_getaffinity(0)))
    if workers < 2:
        for piece in all_pieces:
            yield from judged_piece(piece)
        return
    # Spawned, not forked: the writer's thread and its locks stay here.
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        for done in as_completed([pool.submit(judged_piece, piece) for piece in all_pieces]):
            yield from done.result()


def judged_piece(piece: Piece) -> tuple[Judged, ...]:
    """The work of one process: reads its chunks and judges them; changes nothing."""
    judge = Judge(region_pack(piece.pack, piece.data), piece.on)
    with closing(open_database(piece.url)) as database:
        reading = partial(loading.chunk_after, today=piece.on, most=piece.size)
        return tuple(
            judge.judge(asyncio.run(database.report(partial(reading, after=after)))) for after in piece.after
        )
