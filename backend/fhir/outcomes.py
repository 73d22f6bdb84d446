"""Tells refusals as OperationOutcome to whoever asks over FHIR: whatever went wrong, wherever."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from starlette.types import ASGIApp

from backend.contract.problems import PROBLEM_TYPE_PREFIX
from backend.fhir.values import PREFIX
from backend.web.retold_problems import Retold, RetoldProblems

FHIR_JSON: Final = "application/fhir+json"
# http://hl7.org/fhir/R4B/valueset-issue-type.html
_BY_STATUS: Final = {
    400: "invalid",
    401: "login",
    403: "forbidden",
    404: "not-found",
    405: "not-supported",
    406: "not-supported",
    408: "timeout",
    409: "conflict",
    413: "too-long",
    415: "not-supported",
    422: "invalid",
    429: "throttled",
    431: "too-long",
    503: "transient",
    507: "no-store",
}
_BY_CODE: Final = {
    "token-expired": "expired",
    "hold-needed": "business-rule",
    "hold-expired": "expired",
    "slot-past": "business-rule",
    "slot-closed": "business-rule",
    "booking-too-early": "business-rule",
    "booking-too-late": "business-rule",
    "booking-exists": "business-rule",
    "booking-level": "business-rule",
    "quota-reserved": "business-rule",
}


def outcome_of(problem: Mapping[str, Any]) -> dict[str, Any]:
    """The problem document (RFC 9457) as an OperationOutcome; errors and alternatives are issues too."""
    code = str(problem["type"]).removeprefix(PROBLEM_TYPE_PREFIX)
    kind = _BY_CODE.get(code) or _BY_STATUS.get(problem["status"], "exception")
    whole = {
        "severity": "error",
        "code": kind,
        "details": {
            "coding": [{"system": PROBLEM_TYPE_PREFIX, "code": code, "display": problem["title"]}],
            "text": problem["title"],
        },
        "diagnostics": " ".join(
            str(part)
            for part in (problem["detail"], problem.get("incident"), problem.get("server_time"))
            if part
        ),
    }
    errors = [
        {"severity": "error", "code": "invalid", "diagnostics": f"{each['at']}: {each['why']}"}
        for each in problem.get("errors", ())
    ]
    alternatives = [
        {
            "severity": "information",
            "code": "informational",
            "details": {"text": f"Free: {each['starts_at']}"},
            "diagnostics": f"Slot/{each['slot']}",
        }
        for each in problem.get("alternatives", ())
    ]
    return {"resourceType": "OperationOutcome", "issue": [whole, *errors, *alternatives]}


def told_over_fhir(app: ASGIApp) -> RetoldProblems:
    """Below our FHIR addresses a problem document leaves as an OperationOutcome."""
    return RetoldProblems(app, PREFIX, _retold)


def _retold(_path: str, problem: Mapping[str, Any]) -> Retold:
    told = json.dumps(outcome_of(problem), ensure_ascii=False).encode()
    return Retold(problem["status"], FHIR_JSON, told)
