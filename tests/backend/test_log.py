"""The log prints what is on its whitelist, and of the rest only that it was there."""

from __future__ import annotations

import json
import logging
from io import StringIO

from backend.contract.problems import PROBLEM_TYPE_PREFIX
from backend.errors import PROBLEMS, problem_fields
from backend.log import make_log
from config.faults import where_raised
from config.server_log import LibraryLog


def test_an_unknown_key_is_redacted() -> None:
    written = StringIO()
    make_log(written).info("request", route="/v1/nonces", status=201, snils="001-001-998 00", person="p-1")
    line = json.loads(written.getvalue())
    assert (line["event"], line["route"], line["status"]) == ("request", "/v1/nonces", 201)
    assert (line["snils"], line["person"]) == ("<redacted>", "<redacted>")
    assert "001-001-998" not in written.getvalue()


def test_libraries_leave_no_text() -> None:
    written = StringIO()
    library = logging.Logger("some.library")
    library.addHandler(LibraryLog(make_log(written)))
    try:
        raise ValueError("Key (snils)=(00100199800) already exists")
    except ValueError:
        library.exception("could not store %s", "Иванова")
    assert "some.library" in written.getvalue()
    assert "ValueError" in written.getvalue()
    assert "00100199800" not in written.getvalue()
    assert "Иванова" not in written.getvalue()


def test_where_raised_names_the_innermost_line() -> None:
    try:
        json.loads("{")
    except ValueError as error:
        assert where_raised(error).startswith("json/decoder.py:")


def test_every_problem_says_what_to_do() -> None:
    for code, kind in PROBLEMS.items():
        fields = problem_fields(code)
        assert fields["type"] == PROBLEM_TYPE_PREFIX + code
        assert kind.title
        assert kind.remedy.endswith(".")
        assert 400 <= kind.status < 600
