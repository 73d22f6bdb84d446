"""Reads what a request carries, strictly: size, time, encoding, repeated keys, types."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from fastapi import Request
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from backend.contract.tokens import IDEMPOTENCY_HEADER
from backend.errors import Refused

LARGEST_BODY = 64 * 1024
BODY_SECONDS = 10.0
LARGEST_FORM_FIELDS = 16
SHOWN_ERRORS = 20
_IDEMPOTENCY_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")

Model = TypeVar("Model", bound=BaseModel)


async def read_body(request: Request) -> bytes:
    """The whole body; `body-too-large` or `body-too-slow`."""
    declared = request.headers.get("content-length", "0")
    if not declared.isascii() or not declared.isdigit() or int(declared) > LARGEST_BODY:
        raise Refused("body-too-large")
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > LARGEST_BODY:
                    raise Refused("body-too-large")
    except TimeoutError:
        raise Refused("body-too-slow") from None
    return bytes(body)


async def json_body(request: Request, model: type[Model]) -> Model:
    """The body as `model`, parsed from JSON text, so that "0" is no number and a date is still a date."""
    return parsed(await read_json_text(request), model)


async def read_json_text(request: Request) -> bytes:
    """The body of a request that says it is JSON, unparsed."""
    if not _is_media_type(request, "application/json"):
        raise Refused("media-type-wrong")
    return await read_body(request)


def parsed(body: bytes, model: type[Model]) -> Model:
    """`body-not-json` for what is no single JSON value in UTF-8, `body-invalid` for what does not fit."""
    try:
        value = json.loads(
            body.decode("utf-8"), object_pairs_hook=_without_repeated_keys, parse_constant=_no_such_number
        )
    except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError
        raise Refused("body-not-json") from None
    # PostgreSQL stores no U+0000 in a text, and JSON carries one in this form only.
    if b"\\u0000" in body and _holds_nul(value):
        raise Refused("body-invalid", errors=[{"at": "", "why": "string_nul"}])
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        raise Refused("body-invalid", errors=error_places(error.errors(include_input=False))) from None


async def form_body(request: Request) -> dict[str, str]:
    """A form (RFC 6749) as a mapping; a repeated field is refused."""
    if not _is_media_type(request, "application/x-www-form-urlencoded"):
        raise Refused("media-type-wrong")
    try:
        text = (await read_body(request)).decode("ascii")
        pairs = parse_qsl(text, strict_parsing=True, max_num_fields=LARGEST_FORM_FIELDS, errors="strict")
    except ValueError:
        raise Refused("body-invalid") from None
    form = dict(pairs)
    if len(form) != len(pairs):
        raise Refused("body-invalid")
    return form


def idempotency_key(request: Request) -> str:
    """The request's key; `idempotency-key-invalid` where there is none."""
    key = request.headers.get(IDEMPOTENCY_HEADER, "")
    if not _IDEMPOTENCY_KEY.fullmatch(key):
        raise Refused("idempotency-key-invalid")
    return key


def error_places(errors: list[ErrorDetails]) -> list[dict[str, str]]:
    """Where and why, without what was sent."""
    return [
        {"at": ".".join(str(part) for part in error["loc"]), "why": error["type"]}
        for error in errors[:SHOWN_ERRORS]
    ]


def _is_media_type(request: Request, expected: str) -> bool:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == expected


def _without_repeated_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    collected = dict(pairs)
    if len(collected) != len(pairs):
        raise ValueError("a key is repeated")
    return collected


def _holds_nul(value: object) -> bool:
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += [*part.keys(), *part.values()]
        elif isinstance(part, list):
            waiting += part
        elif isinstance(part, str) and "\0" in part:
            return True
    return False


def _no_such_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
