"""An application as an operator writes it down: what is asked for, how one is reached, the consent. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, Literal, get_args

from backend.contract.requests import (
    MOST_WISHES,
    Answer,
    ConsentGiven,
    ContactDetails,
    PreparedIn,
    Wish,
    WishKind,
)
from callcenter.wizard.told import Told
from content.formats import law_in_line
from content.model import Service, ServiceLevel
from content.pack import Pack

WISHED: Final = "measure:"  # before the id, in the name of its field
ADDED: Final = "added"
LONGEST_NOTE: Final = 1000
LONGEST_ADDED: Final = 300
CONSENT_PARTS: Final = ("who", "what", "why", "until")
APPLIED_FOR: Final = frozenset({ServiceLevel.TWO_WAY, ServiceLevel.TRANSACTIONAL})
"""Services that one applies for; the others only tell something."""
Preferred = Literal["phone", "email", "post", "kiosk"]
PREFERRED: Final[tuple[Preferred, ...]] = get_args(Preferred)
_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+")
_PAID_UNDER: Final = "442-ФЗ"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something one can apply for; `kind` is measure or service."""

    id: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it stands; nothing of it is lost by a refusal."""

    wished: tuple[str, ...] = ()
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    preferred: Preferred = "phone"
    consent: bool = False
    note: str = field(default="", repr=False)
    added: str = ""  # words for one more wish, as long as they fit no single one


@dataclass(frozen=True, slots=True)
class Background:
    """What the wizard knew: verdicts by measure, and the answers they stand on."""

    verdicts: Mapping[str, str] = field(default_factory=dict, repr=False)
    answers: tuple[Answer, ...] = field(default=(), repr=False)


def typed_in(fields: Mapping[str, str]) -> Typed:
    """What was typed and ticked; what is no id of anything is left out."""
    named = [name.removeprefix(WISHED) for name in fields if name.startswith(WISHED)]
    wished = [one for one in named if _ID.fullmatch(one)]
    chosen: tuple[Preferred, ...] = tuple(one for one in PREFERRED if one == fields.get("preferred"))
    return Typed(
        tuple(dict.fromkeys(wished))[:MOST_WISHES],
        fields.get("phone", "").strip()[:200],
        fields.get("email", "").strip()[:254],
        chosen[0] if chosen else "phone",
        "consent" in fields,
        fields.get("note", "").strip()[:LONGEST_NOTE],
        fields.get(ADDED, "").strip()[:LONGEST_ADDED],
    )


def meant_by(added: str, choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """The one with this id or title, or else all whose titles hold every word of it."""
    every = tuple(choices)
    exact = tuple(one for one in every if one.id == added or _plain(one.title) == _plain(added))
    words = _plain(added).split()
    return exact or tuple(one for one in every if words and all(word in _plain(one.title) for word in words))


def with_added(typed: Typed, choices: Iterable[Choice]) -> Typed:
    """What was written is wished for where it means one thing; otherwise it stays as it was written."""
    meant = meant_by(typed.added, choices)
    if len(meant) != 1:
        return typed
    wished = tuple(dict.fromkeys((*typed.wished, meant[0].id)))[:MOST_WISHES]
    return replace(typed, wished=wished, added="")


def choices_of(pack: Pack, told: Told) -> tuple[Choice, ...]:
    """Measures that are still awarded, then services that one applies for."""
    measures = [Choice(one.id, told.text(one.title), "measure") for one in pack.measures if not one.closed]
    services = [
        Choice(one.id, told.text(one.title), "service") for one in pack.services if _is_applied_for(one)
    ]
    return (*_by_title(measures), *_by_title(services))


def consent_words(told: Told) -> tuple[str, ...]:
    """The very words of the kiosk, to be read aloud line by line."""
    words = told.words
    lines = (
        f"{words(f'filing.consent.{part}.label')}: {words(f'filing.consent.{part}')}"
        for part in CONSENT_PARTS
    )
    law = law_in_line(words("filing.consent.law"))
    return (words("filing.consent.title"), *lines, law, words("filing.consent.without"))


def prepared(
    typed: Typed, background: Background, pack: Pack, told: Told, *, on: date, now: datetime
) -> PreparedIn | tuple[str, ...]:
    """What is sent, or the fields that cannot be: the backend names what lacks besides."""
    if typed.email and not _EMAIL.fullmatch(typed.email):
        return ("email",)
    consent = None
    if typed.consent:
        language: Literal["ru", "en"] = "en" if told.language == "en" else "ru"
        consent = ConsentGiven(text="\n".join(consent_words(told)), language=language, given_at=now)
    return PreparedIn(
        wishes=tuple(_wish(one, background, pack) for one in typed.wished),
        contact=ContactDetails(email=typed.email, preferred=typed.preferred),
        phone=typed.phone,
        consent=consent,
        answers=background.answers,
        pack_hash=pack.hash if background.answers else "",
        on=on if background.answers else None,
        note=typed.note,
    )


def _wish(identity: str, background: Background, pack: Pack) -> Wish:
    verdict = background.verdicts.get(identity, "")
    kind: WishKind = "desired"
    if verdict == "entitled":
        kind = "guaranteed"
    elif verdict == "not_entitled" and _can_be_paid_for(identity, pack):
        kind = "paid"
    if verdict == "entitled":
        return Wish(measure=identity, kind=kind, verdict="entitled")
    if verdict == "not_entitled":
        return Wish(measure=identity, kind=kind, verdict="not_entitled")
    return Wish(measure=identity, kind=kind, verdict="unknown" if verdict else "")


def _can_be_paid_for(identity: str, pack: Pack) -> bool:
    """Social services are given to everybody, free of charge or for money (442-ФЗ art. 31, 32)."""
    measure = next((one for one in pack.measures if one.id == identity), None)
    return measure is not None and any(_PAID_UNDER in basis.act for basis in measure.legal_basis)


def _is_applied_for(service: Service) -> bool:
    return service.level in APPLIED_FOR


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е")


def _by_title(choices: Iterable[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda one: one.title.casefold())
