"""Five years after its end urgent help names nobody, and neither does a signal; what runs is kept."""

from __future__ import annotations

from datetime import timedelta

from backend.maintenance.checks import CHECKS
from backend.signals.service import forgetting as signals
from backend.urgent.service import forgetting as urgent
from tests.backend.identification.call import Call
from tests.backend.urgent.desk import Worker, form

KEPT = timedelta(days=1830)


def forgotten(call: Call) -> tuple[int, int]:
    before = call.region.clock.now - KEPT
    with call.region.database.maintenance() as connection:
        return urgent.forget(connection, before), signals.forget(connection, before)


def test_urgent_help_stays_as_a_count(call: Call, worker: Worker) -> None:
    ended = worker.step(form(call, person=call.person), "withdrawal", note="Не нужно.")
    runs = form(call, person=call.person)
    call.region.clock.now += KEPT
    assert forgotten(call) == (0, 0), "not a day earlier"
    call.region.clock.forward(days=1)
    assert forgotten(call) == (1, 0)
    assert forgotten(call) == (0, 0)
    left = worker.get(f"urgent/{ended['number']}").json()
    assert (left["person"], left["contact"], left["text"]["trouble"], left["state"]) == (
        None,
        None,
        "",
        "withdrawn",
    )
    assert [step["note"] for step in left["history"]] == ["", ""]
    assert worker.get(f"urgent/{runs['number']}").json()["text"]["trouble"] != ""
    with call.region.database.maintenance() as connection:
        assert CHECKS["urgent-history-gap"](connection, call.region.clock.now) == 0


def test_so_does_a_signal(call: Call, worker: Worker) -> None:
    told = {"kind": "lonely-elder", "danger": False, "source": "other", "text": {"what": "Одна, не встаёт."}}
    number = worker.must("signals", told)["number"]
    checked = {"checked_on": "2026-11-20", "outcome": "confirmed", "note": "Одна."}
    worker.must(f"signals/{number}/check", {"version": 1, **checked})
    worker.must(f"signals/{number}/closing", {"version": 2, "consequence": "programme"})
    call.region.clock.now += KEPT + timedelta(days=1)
    assert forgotten(call) == (0, 1)
    left = worker.get(f"signals/{number}").json()
    assert (left["text"]["what"], left["consequence"]) == ("", "programme")
