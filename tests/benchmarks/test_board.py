"""The figure `board` measures what it says, on a small call centre; how fast is for the bench to say."""

from __future__ import annotations

import pytest
from rich.console import Console

from tests.benchmarks import board


@pytest.mark.slow
def test_it_measures_on_both_databases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(board.LARGE_VARIABLE, "12000")
    report = board.run(Console(quiet=True), rounds=2)
    assert len(report.ratios) == 2
    assert all(figure.value > 0 for figure in report.figures)
