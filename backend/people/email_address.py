"""Mail addresses as we take them: what SMTP carries everywhere, without quoting or comments."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 254  # RFC 5321, 4.5.3.1.3, without the angle brackets
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS: Final = re.compile(rf"(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@((?:{_LABEL}\.)+{_LABEL})", re.ASCII)


class EmailInvalid(ValueError):
    """Not a mail address; never repeats it."""

    code = "email-invalid"

    def __init__(self) -> None:
        super().__init__("Give an address like maria@post.example, in Latin letters.")


def parse(text: str) -> str:
    """The address without blanks around it and its domain in small letters (RFC 5321, 2.4)."""
    address = text.strip()
    found = _ADDRESS.fullmatch(address)
    if found is None or len(address) > LONGEST:
        raise EmailInvalid
    domain = found.group(1)
    return address.removesuffix(domain) + domain.lower()
