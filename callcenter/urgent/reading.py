"""Forms of urgent help as the backend takes them; `body-invalid` for what no form of ours sends. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from backend.client import ClientFailure
from backend.contract.urgent import (
    ActText,
    UrgentEditIn,
    UrgentEndIn,
    UrgentIn,
    UrgentNoticeIn,
    UrgentProvidedIn,
    UrgentProviderIn,
    UrgentSignedIn,
    UrgentText,
    UrgentUnsignedIn,
)

Typed = Mapping[str, str]
Body = TypeVar("Body", bound=BaseModel)
KIND: Final = "kind-"
"""A tick box each: a form of ours carries every name once."""
NO_KIND: Final = ClientFailure("urgent-kinds-missing")
_TEXTS: Final = ("trouble", "recipient_name", "whereabouts", "reach", "organisation")
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")
_NAMELESS: Final = {"recipient_name": "", "reach": ""}


def kinds_in(typed: Typed) -> tuple[str, ...]:
    """Those that were ticked, in the order of the form."""
    return tuple(name.removeprefix(KIND) for name, value in typed.items() if name.startswith(KIND) and value)


def application_in(typed: Typed) -> UrgentIn | ClientFailure:
    """A new one; `person` counts only where the form says it is for them."""
    told = _application(typed)
    if isinstance(told, ClientFailure):
        return told
    return body_of(UrgentIn, provider=_of(typed, "provider"), **told)


def edit_in(typed: Typed) -> UrgentEditIn | ClientFailure:
    told = _application(typed)
    if isinstance(told, ClientFailure):
        return told
    return body_of(UrgentEditIn, version=version_in(typed), **told)


def provider_in(typed: Typed) -> UrgentProviderIn | ClientFailure:
    return body_of(UrgentProviderIn, version=version_in(typed), provider=_of(typed, "provider"))


def act_in(typed: Typed) -> UrgentProvidedIn | ClientFailure:
    """What was given, when, by whom."""
    kinds = kinds_in(typed)
    if not kinds:
        return NO_KIND
    act = body_of(
        ActText,
        given=kinds,
        provided_on=day_in(typed, "provided_on"),
        until=day_in(typed, "until"),
        conditions=_of(typed, "conditions"),
        given_by=_of(typed, "given_by"),
    )
    if isinstance(act, ClientFailure):
        return act
    return body_of(UrgentProvidedIn, version=version_in(typed), act=act, provider=_of(typed, "provider"))


def signature_in(typed: Typed) -> UrgentSignedIn | ClientFailure:
    return body_of(
        UrgentSignedIn,
        version=version_in(typed),
        signed_on=day_in(typed, "signed_on"),
        papers_seen=bool(_of(typed, "papers_seen")),
    )


def no_signature_in(typed: Typed) -> UrgentUnsignedIn | ClientFailure:
    return body_of(
        UrgentUnsignedIn,
        version=version_in(typed),
        reason=_of(typed, "reason"),
        note=_of(typed, "note"),
    )


def end_in(typed: Typed) -> UrgentEndIn | ClientFailure:
    return body_of(UrgentEndIn, version=version_in(typed), note=_of(typed, "note"))


def notice_in(typed: Typed) -> UrgentNoticeIn | ClientFailure:
    return body_of(UrgentNoticeIn, channel=_of(typed, "channel"))


def body_of(model: type[Body], **values: Any) -> Body | ClientFailure:
    """The body; `body-invalid` for what does not fit it."""
    try:
        return model(**values)
    except ValidationError:
        return ClientFailure("body-invalid")


def day_in(typed: Typed, name: str) -> date | str | None:
    """None where none was chosen; what is no day is left for the body to refuse."""
    written = _of(typed, name)
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


def _application(typed: Typed) -> dict[str, Any] | ClientFailure:
    kinds = kinds_in(typed)
    if not kinds:
        return NO_KIND
    person = _of(typed, "person") if _of(typed, "for") == "person" else ""
    identity = _of(typed, "identity") or "said"
    texts = {name: _of(typed, name) for name in _TEXTS}
    if person:
        texts["recipient_name"] = ""
    if identity == "unnamed":
        texts |= _NAMELESS
    text = body_of(UrgentText, **texts)
    if isinstance(text, ClientFailure):
        return text
    return {
        "kinds": kinds,
        "basis": _of(typed, "basis") or "application",
        "identity": identity,
        "needed_on": day_in(typed, "needed_on"),
        "person": person or None,
        "text": text,
    }


def _of(typed: Typed, name: str) -> str:
    return typed.get(name, "").strip()
