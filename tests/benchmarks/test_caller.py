"""The figure `caller` measures what it says, on a small register; how fast is for the bench to say."""

from __future__ import annotations

import pytest
from rich.console import Console

from tests.benchmarks import caller


@pytest.mark.slow
def test_it_measures_both_ways_on_both_databases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(caller.LARGE_VARIABLE, "20000")
    report = caller.run(Console(quiet=True), rounds=3, drawings=2)
    assert len(report.ratios) == (len(caller.WAYS) + 1) * 2
    assert all(figure.value > 0 for figure in report.figures)
