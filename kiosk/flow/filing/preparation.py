"""A request on its way: what is asked for, how one is reached, the consent, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from devices.values import Value
from kiosk.flow.application import Consent, Wish


class Preparation(Value):
    """`phone`: the ten digits after +7. `corrects` and `withdraws` name an earlier request by its number."""

    repr_fields: ClassVar[tuple[str, ...]] = ("corrects", "withdraws")
    wishes: tuple[Wish, ...] = ()
    phone: str = ""
    email: str = ""
    consent: Consent | None = None
    corrects: str = ""
    withdraws: str = ""
    unclear: str = ""  # why what was written cannot be taken
    late: int = 0  # the filing that was waited for too long: whether it is stored nobody knows yet
    receipt: str = ""  # the code of the receipt: only now it is promised
    number: str = ""  # of the request, once the backend has it
    refused: str = ""  # the backend's refusal: an operator looks after it
    slip: str = ""  # eight digits for an office, without a card
    no_slip: str = ""  # the failure that kept them away
