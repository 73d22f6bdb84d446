"""Tells refusals as OperationOutcome to whoever asks over FHIR: whatever went wrong, wherever."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.contract.problems import PROBLEM_MEDIA_TYPE, PROBLEM_TYPE_PREFIX
from backend.fhir.values import PREFIX

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


class FhirOutcomes:
    """Wraps the app; below our FHIR addresses a problem document leaves as an OperationOutcome."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        begun: Message | None = None
        content = bytearray()

        async def translated(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                if Headers(scope=message).get("content-type", "").startswith(PROBLEM_MEDIA_TYPE):
                    begun = message
                    return
            elif begun is not None:
                content.extend(message.get("body", b""))
                if message.get("more_body", False):
                    return
                told = json.dumps(outcome_of(json.loads(content)), ensure_ascii=False).encode()
                headers = MutableHeaders(scope=begun)
                headers["content-type"], headers["content-length"] = FHIR_JSON, str(len(told))
                start, begun = begun, None
                await send(start)
                message = {"type": "http.response.body", "body": told}
            await send(message)

        await self._app(scope, receive, translated)
