"""`python -m backend bookings plan …` and `… poster …`, through the front door."""

from __future__ import annotations

import re
from pathlib import Path

from tests.backend.events.test_hall import DRAWING
from tests.backend.events.theatre import PLAN, POSTER
from tests.backend.site import Site

THERE = POSTER.replace("clinic-1", "murmansk-theatre").replace("clinic-2", "murmansk-museum-region")


def written(folder: Path, text: str) -> str:
    file = folder / "file.yaml"
    file.write_text(text.replace("2026-12", "2099-12"), encoding="utf-8")
    return str(file)


def test_a_hall_is_drawn_before_it_is_stored(bare_site: Site, tmp_path: Path) -> None:
    plan = written(tmp_path, PLAN)
    assert DRAWING in bare_site.must("bookings", "plan", "import", plan, "--dry-run")
    assert bare_site.fails("bookings", "plan", "show", "theatre-main") == "plan-none"
    assert "version 1: 38 seats" in bare_site.must("bookings", "plan", "import", plan)
    assert "version 1: 38 seats" in bare_site.must("bookings", "plan", "import", plan)
    assert bare_site.must("bookings", "plan", "show", "theatre-main").strip() == DRAWING


def test_a_poster_opens_its_dates_once(bare_site: Site, tmp_path: Path) -> None:
    bare_site.must("bookings", "plan", "import", written(tmp_path, PLAN))
    poster = written(tmp_path, THERE)
    assert "3 events: nothing is wrong" in bare_site.must("bookings", "poster", "import", poster, "--dry-run")
    told = bare_site.must("bookings", "poster", "import", poster)
    assert told.startswith("3 events, ")
    assert ", 0 were open already" in told
    assert ", 0 dates opened" in bare_site.must("bookings", "poster", "import", poster)
    slot = "revizor-209912051500"
    assert DRAWING in bare_site.must("bookings", "plan", "show", "--slot", slot)
    assert bare_site.must("check").strip().endswith("Nothing found.")


def test_faults_are_named_and_nothing_is_stored(bare_site: Site, tmp_path: Path) -> None:
    bad = bare_site.says("bookings", "plan", "import", written(tmp_path, PLAN.replace("1-5 _", "1-5 |", 1)))
    assert (bad.exit_code, "file.yaml:6: " in bad.stderr) == (1, True), bad.output
    assert "plan-invalid" in bad.stderr
    poster = bare_site.says("bookings", "poster", "import", written(tmp_path, THERE))
    assert "no plan theatre-main was imported" in poster.stderr
    assert bare_site.fails("bookings", "poster", "import", written(tmp_path, "events: [")) == "poster-invalid"
    misspelt = written(tmp_path, THERE.replace("category: large-family", "category: large-famly"))
    told = bare_site.says("bookings", "poster", "import", misspelt).stderr
    assert re.search(r"file.yaml:\d+: the pack has no benefit category large-famly", told), told
