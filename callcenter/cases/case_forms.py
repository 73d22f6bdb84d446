"""What is typed into the forms of cases, as the backend takes it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from backend.contract.cases import (
    CaseAnswerIn,
    CaseAssignmentIn,
    CaseClosingIn,
    CaseEditIn,
    CaseExtensionIn,
    CaseFile,
    CaseForwardingIn,
    CaseIn,
    CaseReceiptIn,
    CaseRefusalIn,
    CaseRegistrationIn,
    CaseText,
    CaseVersionIn,
)
from callcenter.cases.case_view import TEXT_FIELDS

NOTICES: Final = ("letter", "email", "sms", "phone", "in_person")
KINDS: Final = ("enquiry", "suggestion", "application", "grievance", "complaint")
Typed = Mapping[str, str]
Model = TypeVar("Model", bound=BaseModel)


class FormWrong(Exception):
    """A field does not fit; `field` is its name, `code` the word for it."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(field)
        self.field = field
        self.code = code


def new_case(typed: Typed, channel: str, contact: str, author: str | None, person: str | None) -> CaseIn:
    """A new case; FormWrong where a field does not fit."""
    kind = typed.get("kind", "")
    return _made(
        CaseIn,
        {
            "kind": kind,
            "channel": channel,
            "text": text_of(typed),
            "ground": _ground(typed, kind),
            "author": author,
            "person": person,
            "contact": contact or None,
            "received_on": _day(typed, "received_on"),
        },
    )


def edited(typed: Typed, case: CaseFile) -> CaseEditIn:
    """The text as it shall read; who speaks, and for whom, stays."""
    return _made(
        CaseEditIn,
        {
            "version": _version(typed),
            "text": text_of(typed),
            "ground": _ground(typed, case.kind),
            "author": case.author,
            "person": case.person,
        },
    )


def text_of(typed: Typed) -> CaseText:
    """The writing; Windows' line ends become ours."""
    told = {name: typed.get(name, "").replace("\r\n", "\n").strip() for name in TEXT_FIELDS}
    return _made(CaseText, told)


def step_of(step: str, typed: Typed) -> BaseModel:
    """The body of a step by its name; FormWrong."""
    version = _version(typed)
    note = _text(typed, "note")
    match step:
        case "handing-over":
            return _made(CaseVersionIn, {"version": version})
        case "registration":
            return _made(
                CaseRegistrationIn,
                {
                    "version": version,
                    "channel": typed.get("channel", ""),
                    "signed": "signed" in typed,
                    "signed_on": _day(typed, "signed_on"),
                    "received_on": _day(typed, "received_on"),
                    "as_it_came": "as_it_came" in typed,
                },
            )
        case "extension":
            told = {"version": version, "reason": _text(typed, "reason"), "notice": typed.get("notice", "")}
            return _made(CaseExtensionIn, told)
        case "forwarding":
            body, notice = _text(typed, "body"), typed.get("notice", "")
            return _made(CaseForwardingIn, {"version": version, "body": body, "notice": notice, "note": note})
        case "answer":
            return _made(CaseAnswerIn, {"version": version, "answer": _text(typed, "answer")})
        case "refusal":
            return _made(CaseRefusalIn, {"version": version, "ground": typed.get("ground", ""), "note": note})
        case "closing":
            return _made(CaseClosingIn, {"version": version, "note": note})
        case "responsible":
            return _made(CaseAssignmentIn, {"version": version, "responsible": typed.get("responsible", "")})
        case _:
            return _made(CaseReceiptIn, {"channel": typed.get("channel", "")})


def typed_of(case: CaseFile) -> dict[str, str]:
    """A form as the case stands."""
    told = {name: str(getattr(case.text, name)) for name in TEXT_FIELDS}
    return {**told, "kind": case.kind, "ground": case.ground, "matter": case.ground}


def _ground(typed: Typed, kind: str) -> str:
    """A complaint names a ground, a petition may name a matter; what is hidden counts for nothing."""
    if kind == "complaint":
        return typed.get("ground", "")
    return "" if kind == "enquiry" else typed.get("matter", "")


def _text(typed: Typed, name: str) -> str:
    return typed.get(name, "").replace("\r\n", "\n").strip()


def _version(typed: Typed) -> int:
    written = typed.get("version", "")
    if not (written.isascii() and written.isdigit()):
        raise FormWrong("version", "body-invalid")
    return int(written)


def _day(typed: Typed, name: str) -> date | None:
    written = typed.get(name, "").strip()
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise FormWrong(name, "date-unread") from None


def _made(model: type[Model], told: Mapping[str, object]) -> Model:
    try:
        return model.model_validate(told)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise FormWrong(str(first["loc"][-1]) if first["loc"] else "", _word(first["type"])) from None


def _word(kind: str) -> str:
    return "form-incomplete" if kind in {"string_too_short", "literal_error"} else "body-invalid"
