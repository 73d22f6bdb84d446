"""Fields that forms of what carries a number share; `body-invalid` for what no form of ours sends. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from backend.client import ClientFailure

Typed = Mapping[str, str]
Body = TypeVar("Body", bound=BaseModel)
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")


def field_of(typed: Typed, name: str) -> str:
    return typed.get(name, "").strip()


def body_of(model: type[Body], **values: Any) -> Body | ClientFailure:
    """The body; `body-invalid` for what does not fit it."""
    try:
        return model(**values)
    except ValidationError:
        return ClientFailure("body-invalid")


def day_in(typed: Typed, name: str) -> date | str | None:
    """None where none was chosen; what is no day is left for the body to refuse."""
    written = field_of(typed, name)
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        return written


def version_in(typed: Typed) -> int:
    """0, which no record has, for what is no number."""
    written = typed.get("version", "")
    return int(written) if re.fullmatch(r"[0-9]{1,9}", written) else 0


def once_in(typed: Typed) -> str:
    """The key of the form, "" where it carries none of ours."""
    once = typed.get("once", "")
    return once if _KEY.fullmatch(once) else ""
