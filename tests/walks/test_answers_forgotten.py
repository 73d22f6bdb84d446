"""Whatever page of questions or of a request stands there, once its person has gone nothing of it is left.

The canaries are what a person presses and types and what a backend answers them: answers, telephone,
address, codes. A receipt alone may stay in sight for its moment, without the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from devices.ports import CardAbsent
from kiosk.flow import events
from kiosk.flow.demo.interview import DemoWizard
from kiosk.flow.filing.pages import FiledAfterAllPage
from kiosk.flow.render import render
from kiosk.flow.stages.filing import RECEIPT, SLIP, filing_stages
from kiosk.flow.stages.stage import Stage
from kiosk.flow.stages.wizard import CODE, wizard_stages
from kiosk.flow.step import step
from kiosk.flow.walk import Walk
from tests.kiosk.sample_pack import PACK
from tests.kiosk.worlds import world
from tests.walks.kiosk_walk import KioskWalk
from tests.walks.values import leaves

TYPED = ("921555", "maria@primer", "1951", "18939,5")
TOLD = (CODE, SLIP)
CHOSEN = ("group-2", "labour-veteran")
CANARIES = (*TYPED, *TOLD, *CHOSEN)


def every_stage() -> Iterator[tuple[str, Stage]]:
    levels = tuple(
        level if level.level < 2 else replace(level, allows=(*level.allows, "file"))
        for level in PACK.disclosure
    )
    plain = world(pack=replace(PACK, disclosure=levels))
    at = replace(plain, wizard=DemoWizard(plain.pack))
    nobody = Stage(at, KioskWalk(at=at).walk)
    holder = Stage(at, KioskWalk(at=at).identified().walk)
    yield from wizard_stages(nobody, holder)
    yield from filing_stages(nobody, holder)


STAGES = dict(every_stage())


def gone(walk: Walk) -> Iterator[tuple[str, Walk]]:
    """Every way in which a person's time here ends."""
    at = STAGES["results-entitled"].world
    yield "finished", step(walk, events.Finished(), at)
    if walk.card is not None:
        out = events.ReaderReported(CardAbsent(walk.card.reader, walk.card.sequence))
        yield "card out", step(walk, out, at)
    yield "broken", step(walk, events.Broke("reader-lost"), at)
    idle = walk
    for _ in range(3):  # the warning, the countdown, the end; a wait of the kiosk's own ends before
        for seconds in (61.0, 61.0):
            idle = step(idle, events.Ticked(idle.now + seconds, "12:05", "2026-11-20"), at)
    yield "time", idle


def canaries_in(value: object) -> set[str]:
    texts = [leaf for leaf in leaves(value) if isinstance(leaf, str)]
    return {canary for canary in CANARIES if any(canary in text for text in texts)}


@pytest.mark.parametrize("name", STAGES)
def test_nothing_of_the_answers_is_left(name: str) -> None:
    stage = STAGES[name]
    fixed = canaries_in(stage.world)  # the pack names its own options
    for way, walk in gone(stage.walk):
        assert (walk.inquiry, walk.preparation, walk.session) == (None, None, None), way
        assert not canaries_in(replace(walk, effects=())) - fixed, way
        assert not canaries_in(render(walk, stage.world)) - fixed, way
        receipts = [page for page in walk.stack if isinstance(page, FiledAfterAllPage)]
        assert (RECEIPT in leaves(replace(walk, effects=()))) == bool(receipts), way


def test_every_canary_is_there_before() -> None:
    """The control: each of them stands in some walk, and would be found."""
    seen = set[str]()
    for stage in STAGES.values():
        seen |= canaries_in(stage.walk)
    assert seen == set(CANARIES)


@pytest.mark.parametrize("name", STAGES)
def test_no_repr_tells_an_answer(name: str) -> None:
    walk = STAGES[name].walk
    assert not [canary for canary in (*TYPED, *TOLD) if canary in repr(walk)]
