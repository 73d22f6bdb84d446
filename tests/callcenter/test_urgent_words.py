"""Every word that pages of urgent help and signals may say is there in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

import callcenter
from backend.contract import signals, urgent
from backend.problems.urgent import URGENT_PROBLEMS
from callcenter.urgent.steps import STEP_OF
from content.catalogues import words

FOLDER = Path(callcenter.__file__).parent
TEMPLATES = [*FOLDER.glob("templates/urgent/*.html"), *FOLDER.glob("templates/signals/*.html")]
WRITTEN = {key for page in TEMPLATES for key in re.findall(r'words\("([a-z0-9_.-]+)"[,)]', page.read_text())}
CHOSEN = {
    "urgent.state": urgent.UrgentState,
    "urgent.basis": urgent.UrgentBasis,
    "urgent.identity": urgent.UrgentIdentity,
    "urgent.reason": urgent.UnsignedReason,
    "signal.state": signals.SignalState,
    "signal.source": signals.SignalSource,
    "signal.emergency": signals.Emergency,
    "signal.how": signals.PassedHow,
    "signal.outcome": signals.SignalOutcome,
    "signal.consequence": signals.Consequence,
}
STEPS = {
    "urgent.step": (*STEP_OF, "opened", "recounted"),
    "signal.step": (*get_args(signals.SignalAction), "taken", "recounted"),
    "urgent.do": STEP_OF.values(),
    "urgent.step-title": STEP_OF.values(),
}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_word_is_missing(language: str) -> None:
    known = words(language, FOLDER / "locale")
    asked = set(WRITTEN)
    asked |= {f"{head}.{each}" for head, of in CHOSEN.items() for each in get_args(of)}
    asked |= {f"{head}.{each}" for head, each_of in STEPS.items() for each in each_of}
    asked |= {f"problem.{code}.{part}" for code in URGENT_PROBLEMS for part in ("title", "todo")}
    assert len(WRITTEN) > 100
    assert sorted(key for key in asked if key not in known) == []
