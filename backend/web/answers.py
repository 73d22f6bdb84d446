"""Builds answers: a contract value as JSON, a refusal as problem+json."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pydantic import BaseModel
from starlette.responses import Response

from backend.contract.problems import PROBLEM_MEDIA_TYPE
from backend.database.doors import DatabaseFailure
from backend.errors import PROBLEMS, Refused, problem_fields

# Answers are about people: nobody on the way keeps them.
COMMON_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def answer(value: BaseModel, status: int = 200) -> Response:
    """The value as JSON."""
    return Response(value.model_dump_json(), status, COMMON_HEADERS, media_type="application/json")


def nothing() -> Response:
    """204."""
    return Response(None, 204, COMMON_HEADERS)


def problem(
    code: str, headers: Mapping[str, str] | None = None, more: Mapping[str, object] | None = None
) -> Response:
    """The problem document of a code (RFC 9457)."""
    content = json.dumps(problem_fields(code, **(more or {})), ensure_ascii=False)
    own = {"WWW-Authenticate": "Bearer"} if PROBLEMS[code].status == 401 else {}
    return Response(
        content,
        PROBLEMS[code].status,
        {**COMMON_HEADERS, **own, **(headers or {})},
        media_type=PROBLEM_MEDIA_TYPE,
    )


def refusal(refused: Refused) -> Response:
    headers = {} if refused.retry_after is None else {"Retry-After": str(refused.retry_after)}
    return problem(refused.code, headers, refused.more)


def database_failure(failure: DatabaseFailure) -> Response:
    headers = {"Retry-After": "2"} if PROBLEMS[failure.code].status == 503 else {}
    return problem(failure.code, headers)
