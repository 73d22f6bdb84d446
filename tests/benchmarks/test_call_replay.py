"""The replay of calls on a small scale: one contact a call, nobody twice; its control is bad enough."""

from __future__ import annotations

import pytest
from rich.console import Console

from tests.benchmarks import call_replay


@pytest.mark.slow
def test_calls_told_badly_are_counted_well() -> None:
    report = call_replay.run(Console(quiet=True), calls=200)
    assert report.passed, [(ratio.label, ratio.value) for ratio in report.ratios if not ratio.kept]
