"""Who acts at the desk: an operator's token, and the contact they act in."""

from __future__ import annotations

from dataclasses import dataclass, field

from backend.contract.identification import CONTACT_HEADER
from backend.contract.tokens import IDEMPOTENCY_HEADER


@dataclass(frozen=True, slots=True)
class As:
    """An operator; `contact` is "" where nobody is on the line."""

    token: str = field(repr=False)
    contact: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """What each request of theirs carries."""
        named = {CONTACT_HEADER: self.contact} if self.contact else {}
        return {"Authorization": f"Bearer {self.token}"} | named

    def once(self, key: str) -> dict[str, str]:
        """The same for what is carried out once: `key` is kept, and sent again after a lost answer."""
        return self.headers | {IDEMPOTENCY_HEADER: key}
