"""Tells refusals in the form of GeoReport v2 to whoever asks below its addresses, whatever went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from starlette.types import ASGIApp

from backend.contract.problems import PROBLEM_TYPE_PREFIX
from backend.open311 import telling
from backend.open311.wire import JSON, MEDIA_TYPES, XML, list_of
from backend.web.retold_problems import Retold, RetoldProblems

PREFIX: Final = "/open311"
_STATUS: Final = {401: 403, 422: 400}  # the standard knows 400, 403 and 404 of clients' faults
_WORDS: Final = {
    "open311-missing": "{field} was not provided",
    "open311-unknown": "{field} provided was not found",
    "open311-invalid": "{field} does not fit",
}


def error_of(problem: Mapping[str, Any]) -> tuple[int, str]:
    """Status and description of a problem document (RFC 9457)."""
    code = str(problem["type"]).removeprefix(PROBLEM_TYPE_PREFIX)
    status = int(problem["status"])
    words = _WORDS.get(code)
    described = f"{problem['title']}. {problem['detail']}"
    if words is not None and "field" in problem:
        described = words.format(field=problem["field"])
    return _STATUS.get(status, status), described


def told_over_open311(app: ASGIApp) -> RetoldProblems:
    """Below the addresses of Open311 a problem document leaves as the standard's errors."""
    return RetoldProblems(app, f"{PREFIX}/", _retold)


def _retold(path: str, problem: Mapping[str, Any]) -> Retold:
    form = JSON if path.endswith(".json") else XML
    status, described = error_of(problem)
    told = list_of("errors", [telling.error(status, described)], form)
    return Retold(status, MEDIA_TYPES[form], told)
