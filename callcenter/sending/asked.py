"""What is to be sent, and by which way, as it stands in a form. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, get_args

from backend.contract.letters import LetterChannel, LetterIn, LetterKind, LetterTo

REGISTERED_SMS: Final = "registered-sms"
CALLER_SMS: Final = "caller-sms"
DICTATED_SMS: Final = "dictated-sms"
REGISTERED_MAIL: Final = "registered-email"
DICTATED_MAIL: Final = "dictated-email"
WAYS: Final[Mapping[str, tuple[LetterTo, LetterChannel]]] = {
    REGISTERED_SMS: ("registered", "sms"),
    CALLER_SMS: ("caller", "sms"),
    DICTATED_SMS: ("dictated", "sms"),
    REGISTERED_MAIL: ("registered", "email"),
    DICTATED_MAIL: ("dictated", "email"),
}
_KINDS: Final = get_args(LetterKind)
_ID: Final = re.compile(r"[0-9a-z-]{1,80}")
_CODE: Final = re.compile(r"([0-9]{8})?")
_PAGE: Final = re.compile(r"[a-z-]{1,20}(?:/[\w-]{1,40})?")


@dataclass(frozen=True, slots=True)
class Matter:
    """«documents:housing-subsidy,child-allowance», «place:mfc-1», «request:26-000123», «result:…»."""

    kind: LetterKind
    about: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """As a form carries it."""
        return f"{self.kind}:{','.join(self.about)}"

    @property
    def is_about_person(self) -> bool:
        """Whether only the person may have it."""
        return self.kind in {"request", "booking"}


def matter_in(written: str) -> Matter | None:
    """None for what no page of ours has written."""
    kind, _, ids = written.partition(":")
    about = tuple(ids.split(",")) if ids else ()
    found = next((one for one in _KINDS if one == kind), None)
    if found is None or not all(_ID.fullmatch(one) for one in about):
        return None
    return Matter(found, about)


@dataclass(frozen=True, slots=True)
class Sending:
    """A letter on its way: `back` is the page of the contact to go back to."""

    matter: Matter
    way: str
    address: str = field(default="", repr=False)
    code: str = field(default="", repr=False)
    back: str = ""

    @property
    def letter(self) -> LetterIn:
        """As the backend takes it."""
        to, channel = WAYS[self.way]
        return LetterIn(
            kind=self.matter.kind,
            about=self.matter.about,
            code=self.code,
            channel=channel,
            to=to,
            address=self.address if to == "dictated" else "",
        )

    def of_person(self, person: str) -> str:
        """The person whose letter it is; "" for what is public and dictated."""
        needs = self.matter.is_about_person or WAYS[self.way][0] == "registered"
        return person if needs else ""


def sending_in(fields: Mapping[str, str]) -> Sending | None:
    """What the form asks for; None where no form of ours sent it."""
    matter = matter_in(fields.get("matter", ""))
    way, back, code = fields.get("way", ""), fields.get("back", ""), fields.get("code", "")
    fits = way in WAYS and _CODE.fullmatch(code) and (not back or _PAGE.fullmatch(back))
    if matter is None or not fits:
        return None
    return Sending(matter, way, fields.get("address", "").strip(), code, back)
