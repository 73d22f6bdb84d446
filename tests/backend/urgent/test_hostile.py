"""Hostile writing goes in and comes out unchanged, and into no log; what cannot be is refused by name."""

from __future__ import annotations

import pytest

from tests.backend.app_http import code_of
from tests.backend.identification.call import Call
from tests.backend.urgent.desk import FOOD, Worker, form, named

HOSTILE = "<script>alert(1)</script> \u202eтекст\u202c '; DROP TABLE urgent_services; -- {{7*7}} \U0001f9e8"


def test_ten_thousand_hostile_letters(call: Call, worker: Worker) -> None:
    trouble = (HOSTILE * 200)[:10_000]
    applied = form(call, text=named(HOSTILE, trouble=trouble))
    seen = worker.get(f"urgent/{applied['number']}").json()
    assert seen["text"]["trouble"] == trouble
    assert seen["text"]["recipient_name"] == HOSTILE
    log = call.region.log.getvalue()
    assert "script" not in log and "DROP" not in log


def test_one_letter_more_is_refused(call: Call) -> None:
    told = {**FOOD, "text": named(trouble="ы" * 10_001)}
    assert code_of(call.send("POST", "/v1/desk/urgent", told)) == "body-invalid"


@pytest.mark.parametrize("number", ["У-26-1", "O-26-000001", "У-26-000001'--", "%D0%A3", "1"])
def test_what_is_no_number_is_refused(worker: Worker, number: str) -> None:
    assert worker.get(f"urgent/{number}").status_code in {404, 422}


def test_an_unknown_number_is_said_to_be_unknown(worker: Worker) -> None:
    assert code_of(worker.get("urgent/У-26-999999")) == "urgent-unknown"


def test_the_row_holds_nothing_that_was_written(call: Call) -> None:
    form(call, text=named("Пётр Секретный", trouble="Секретная беда"))
    with call.region.database.maintenance() as connection:
        for table in ("urgent_services", "urgent_steps"):
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").all()
            assert "Секретн" not in str(rows)
            assert "Секретн".encode() not in b"".join(
                value for row in rows for value in row if isinstance(value, bytes)
            )
