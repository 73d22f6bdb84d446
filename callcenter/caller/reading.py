"""What an operator typed about a caller, as the backend takes it; what cannot be read is named. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final, Literal, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from backend.client import ClientFailure
from backend.contract.contacts import ContactPersonIn, SpeakerRelation
from backend.contract.identification import (
    CardBlockIn,
    CardUnblockIn,
    CodeWordIn,
    IdentifyByCallBackIn,
    IdentifyByCodeWordIn,
    IdentifyByDataIn,
)
from backend.contract.person_search import PersonSearchIn
from backend.contract.problems import PROBLEM_TYPE_PREFIX, Problem
from callcenter.requests import FormLimits

Made = TypeVar("Made", bound=BaseModel)
As = Literal["self", "person", "speaker"]

RELATIONS: Final[tuple[SpeakerRelation, ...]] = get_args(SpeakerRelation)
DATE_UNREAD: Final = "date-unread"
DIGITS_TOO_FEW: Final = "digits-too-few"
BODY_INVALID: Final = "body-invalid"
UNREAD: Final = 422
ENDING: Final = 4  # digits of a number that are asked for
ENDINGS: Final = ("snils_end", "policy_end", "document_end", "card_end")
SEARCHED: Final = ("name", "phone", "snils", "policy", "card", "address")
PERSON_FORM: Final = FormLimits(32 * 1024, 30)
_DAY_FIRST: Final = re.compile(r"(\d{1,2})\D{1,3}(\d{1,2})\D{1,3}(\d{4})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_IN_ONE: Final = re.compile(r"(\d{2})(\d{2})(\d{4})")


def unread(code: str) -> ClientFailure:
    """A form that was not sent on; with the status of one that the backend refused."""
    return ClientFailure(code, problem=Problem(type=PROBLEM_TYPE_PREFIX + code, title="", status=UNREAD))


def day_of(told: str) -> date | None:
    """«7.4.1951», «07 04 1951», «07041951» or «1951-04-07»; None for what is no day."""
    told = told.strip()
    try:
        if found := _YEAR_FIRST.fullmatch(told):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_FIRST.fullmatch(told) or _IN_ONE.fullmatch(told):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        pass
    return None


def search_in(fields: Mapping[str, str], purpose: str) -> PersonSearchIn | ClientFailure:
    """Whom to look for."""
    told = fields.get("birth_date", "")
    day = day_of(told)
    if told.strip() and day is None:
        return unread(DATE_UNREAD)
    values = {name: fields.get(name, "") for name in SEARCHED}
    return _made(PersonSearchIn, purpose=purpose, birth_date=day, **values)


def data_in(fields: Mapping[str, str], purpose: str) -> IdentifyByDataIn | ClientFailure:
    """What the caller answered; of a whole number its last four digits count."""
    day = day_of(fields.get("birth_date", ""))
    if day is None:
        return unread(DATE_UNREAD)
    endings: dict[str, str] = {}
    for name in ENDINGS:
        digits = "".join(letter for letter in fields.get(name, "") if letter in "0123456789")
        if fields.get(name, "").strip() and len(digits) < ENDING:
            return unread(DIGITS_TOO_FEW)
        endings[name] = digits[-ENDING:]
    return _made(IdentifyByDataIn, purpose=purpose, birth_date=day, house=fields.get("house", ""), **endings)


def word_in(fields: Mapping[str, str], purpose: str) -> IdentifyByCodeWordIn | ClientFailure:
    return _made(IdentifyByCodeWordIn, purpose=purpose, word=fields.get("word", "").strip())


def called_back_in(purpose: str) -> IdentifyByCallBackIn:
    return IdentifyByCallBackIn(purpose=purpose)


def lost_card_in(fields: Mapping[str, str], purpose: str) -> CardBlockIn | ClientFailure:
    """Whose card is blocked: the name as it is told, and the day of birth."""
    day = day_of(fields.get("birth_date", ""))
    if day is None:
        return unread(DATE_UNREAD)
    names = {name: fields.get(name, "").strip() for name in ("last_name", "first_name", "middle_name")}
    return _made(CardBlockIn, purpose=purpose, birth_date=day, **names)


def found_card_in(fields: Mapping[str, str], purpose: str) -> CardUnblockIn | ClientFailure:
    return _made(CardUnblockIn, purpose=purpose, person=fields.get("person", ""))


def new_word_in(fields: Mapping[str, str]) -> CodeWordIn | ClientFailure:
    return _made(CodeWordIn, word=fields.get("word", "").strip())


def chosen_in(fields: Mapping[str, str]) -> ContactPersonIn | ClientFailure:
    """A candidate becomes the person, who speaks, or both; what was set before stays otherwise."""
    chosen, role = fields.get("chosen", ""), fields.get("as", "")
    person, speaker = fields.get("person") or None, fields.get("speaker") or None
    relation = fields.get("relation", "self")
    if not chosen or role not in get_args(As):
        return unread(BODY_INVALID)
    if role == "self":
        return _made(ContactPersonIn, person=chosen, speaker=chosen, relation="self")
    if role == "person":
        person, speaker = chosen, speaker if speaker != chosen else None
    else:
        speaker, person = chosen, person if person != chosen else None
    is_kept = relation != "self"
    return _made(
        ContactPersonIn,
        person=person,
        speaker=speaker,
        relation=relation if is_kept else "other",
        ground=fields.get("ground", "") if is_kept else "",
    )


def relation_in(fields: Mapping[str, str]) -> ContactPersonIn | ClientFailure:
    """How who speaks stands to whom it is about, and what shows it."""
    person, speaker = fields.get("person") or None, fields.get("speaker") or None
    relation = fields.get("relation", "")
    if relation not in RELATIONS:
        return unread(BODY_INVALID)
    if relation == "self":
        speaker = person
    elif speaker == person:
        speaker = None
    ground = fields.get("ground", "").strip() if relation != "self" else ""
    return _made(ContactPersonIn, person=person, speaker=speaker, relation=relation, ground=ground)


def _made(kind: type[Made], **values: object) -> Made | ClientFailure:
    """`body-invalid` for what is too long or empty: no reason to lose what was typed."""
    try:
        return kind.model_validate(values)
    except ValidationError:
        return unread(BODY_INVALID)
