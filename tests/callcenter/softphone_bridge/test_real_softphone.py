"""sipp calls a real baresip: the pop comes from that ring, the end from that BYE."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from backend.contacts.service import looking
from callcenter.softphone_bridge.bridge import Softphone, bridge
from tests.backend.contacts.desk import E164, KEY, Operator, add_line, add_operator
from tests.backend.region import Region
from tests.backend.served import serving
from tests.callcenter.consoles import region_in
from tests.callcenter.softphone_bridge.sip_phone import (
    dial,
    free_ports,
    press_answer,
    skip_unless_installed,
    softphone,
    until,
)

pytestmark = pytest.mark.slow

LINE = "desk-1"


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return region_in(tmp_path)


@pytest.fixture
def olga(region: Region) -> Operator:
    """At the line whose softphone rings."""
    add_line(region, LINE, KEY)
    operator = add_operator(region, "olga")
    assert operator.sit(LINE).status_code == 200
    return operator


@pytest.fixture(autouse=True)
def installed() -> None:
    skip_unless_installed()


def test_ring_answer_and_bye(region: Region, olga: Operator, tmp_path: Path) -> None:
    ports, said = free_ports(), list[str]()

    async def call(address: Any) -> dict[str, Any]:
        softphone_of = Softphone("127.0.0.1", ports.control, LINE, KEY)
        async with softphone(tmp_path, ports):
            running = asyncio.create_task(bridge(softphone_of, address, region.clock, said.append))
            await until(lambda: said, lambda codes: "softphone-connected" in codes)
            caller = await dial(ports, tmp_path)
            (rings,) = await until(olga.in_hand, bool)
            assert (rings["state"], rings["number"]) == ("ringing", E164)
            await press_answer(ports)
            await until(olga.in_hand, lambda found: found[0]["state"] == "talking")
            assert await caller.wait() == 0
            (over,) = await until(olga.in_hand, lambda found: found[0]["state"] != "talking")
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
        return dict(over)

    with serving(region, tmp_path) as served:
        over = asyncio.run(call(served.address()))
        assert over["state"] == "wrap_up"
        with region.database.maintenance() as connection:
            told = [what for what, _ in looking.history(connection, over["contact"])]
    assert told == ["rang", "answered", "ended"]
    assert said == ["softphone-connected"]
