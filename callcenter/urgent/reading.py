"""Forms of urgent help as the backend takes them; `body-invalid` for what no form of ours sends. Pure."""

from __future__ import annotations

from typing import Any, Final

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
from callcenter.numbered.fields import Typed, body_of, day_in, field_of, version_in

KIND: Final = "kind-"
"""A tick box each: a form of ours carries every name once."""
NO_KIND: Final = ClientFailure("urgent-kinds-missing")
_TEXTS: Final = ("trouble", "recipient_name", "whereabouts", "reach", "organisation")
_NAMELESS: Final = {"recipient_name": "", "reach": ""}


def kinds_in(typed: Typed) -> tuple[str, ...]:
    """Those that were ticked, in the order of the form."""
    return tuple(name.removeprefix(KIND) for name, value in typed.items() if name.startswith(KIND) and value)


def application_in(typed: Typed) -> UrgentIn | ClientFailure:
    """A new one; `person` counts only where the form says it is for them."""
    told = _application(typed)
    if isinstance(told, ClientFailure):
        return told
    return body_of(UrgentIn, provider=field_of(typed, "provider"), **told)


def edit_in(typed: Typed) -> UrgentEditIn | ClientFailure:
    told = _application(typed)
    if isinstance(told, ClientFailure):
        return told
    return body_of(UrgentEditIn, version=version_in(typed), **told)


def provider_in(typed: Typed) -> UrgentProviderIn | ClientFailure:
    return body_of(UrgentProviderIn, version=version_in(typed), provider=field_of(typed, "provider"))


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
        conditions=field_of(typed, "conditions"),
        given_by=field_of(typed, "given_by"),
    )
    if isinstance(act, ClientFailure):
        return act
    return body_of(UrgentProvidedIn, version=version_in(typed), act=act, provider=field_of(typed, "provider"))


def signature_in(typed: Typed) -> UrgentSignedIn | ClientFailure:
    return body_of(
        UrgentSignedIn,
        version=version_in(typed),
        signed_on=day_in(typed, "signed_on"),
        papers_seen=bool(field_of(typed, "papers_seen")),
    )


def no_signature_in(typed: Typed) -> UrgentUnsignedIn | ClientFailure:
    return body_of(
        UrgentUnsignedIn,
        version=version_in(typed),
        reason=field_of(typed, "reason"),
        note=field_of(typed, "note"),
    )


def end_in(typed: Typed) -> UrgentEndIn | ClientFailure:
    return body_of(UrgentEndIn, version=version_in(typed), note=field_of(typed, "note"))


def notice_in(typed: Typed) -> UrgentNoticeIn | ClientFailure:
    return body_of(UrgentNoticeIn, channel=field_of(typed, "channel"))


def _application(typed: Typed) -> dict[str, Any] | ClientFailure:
    kinds = kinds_in(typed)
    if not kinds:
        return NO_KIND
    person = field_of(typed, "person") if field_of(typed, "for") == "person" else ""
    identity = field_of(typed, "identity") or "said"
    texts = {name: field_of(typed, name) for name in _TEXTS}
    if person:
        texts["recipient_name"] = ""
    if identity == "unnamed":
        texts |= _NAMELESS
    text = body_of(UrgentText, **texts)
    if isinstance(text, ClientFailure):
        return text
    return {
        "kinds": kinds,
        "basis": field_of(typed, "basis") or "application",
        "identity": identity,
        "needed_on": day_in(typed, "needed_on"),
        "person": person or None,
        "text": text,
    }
