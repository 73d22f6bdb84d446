"""Forms of signals as the backend takes them; `body-invalid` for what no form of ours sends. Pure."""

from __future__ import annotations

from typing import Final

from backend.client import ClientFailure
from backend.contract.signals import (
    SignalCheckIn,
    SignalClosingIn,
    SignalIn,
    SignalNoteIn,
    SignalPassingIn,
    SignalText,
)
from callcenter.numbered.fields import Typed, body_of, day_in, field_of, version_in

_TEXTS: Final = ("what", "about_name", "about_age", "address", "told_by", "organisation", "reach")
_OF_WHO_TELLS: Final = ("told_by", "reach")


def signal_in(typed: Typed, person: str) -> SignalIn | ClientFailure:
    """A new one; `person` is the contact's, taken only where the form says it is about them."""
    anonymous = bool(field_of(typed, "anonymous"))
    texts = {name: field_of(typed, name) for name in _TEXTS}
    if anonymous:
        texts |= dict.fromkeys(_OF_WHO_TELLS, "")
    text = body_of(SignalText, **texts)
    if isinstance(text, ClientFailure):
        return text
    danger = field_of(typed, "danger") == "yes"
    return body_of(
        SignalIn,
        kind=field_of(typed, "kind"),
        danger=danger,
        emergency=field_of(typed, "emergency") if danger else "",
        source=field_of(typed, "source"),
        anonymous=anonymous,
        about=person if person and field_of(typed, "about") == "person" else None,
        body=field_of(typed, "body"),
        how=(field_of(typed, "how") or "phone") if field_of(typed, "body") else "",
        text=text,
    )


def note_in(typed: Typed) -> SignalNoteIn | ClientFailure:
    return body_of(SignalNoteIn, version=version_in(typed), note=field_of(typed, "note"))


def passing_in(typed: Typed) -> SignalPassingIn | ClientFailure:
    """To whom, and by what."""
    return body_of(
        SignalPassingIn,
        version=version_in(typed),
        body=field_of(typed, "body"),
        how=field_of(typed, "how"),
        note=field_of(typed, "note"),
    )


def check_in(typed: Typed) -> SignalCheckIn | ClientFailure:
    """What was found at the address."""
    return body_of(
        SignalCheckIn,
        version=version_in(typed),
        checked_on=day_in(typed, "checked_on"),
        outcome=field_of(typed, "outcome"),
        note=field_of(typed, "note"),
    )


def closing_in(typed: Typed) -> SignalClosingIn | ClientFailure:
    """What came of it."""
    return body_of(
        SignalClosingIn,
        version=version_in(typed),
        consequence=field_of(typed, "consequence"),
        note=field_of(typed, "note"),
    )
