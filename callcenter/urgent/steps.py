"""The steps of urgent help by the names their forms have, and the calls they become."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from backend.calling.acting import As
from backend.client import ClientFailure
from backend.contract.urgent import UrgentAction, UrgentFile, UrgentNotice
from callcenter.console import Console
from callcenter.requests import PageProblem
from callcenter.urgent import reading
from callcenter.urgent.reading import Typed

STEP_OF: Final[dict[UrgentAction, str]] = {
    "edited": "text",
    "assigned": "provider",
    "provided": "act",
    "signed": "signature",
    "unsigned": "no-signature",
    "refused": "refusal",
    "withdrawn": "withdrawal",
}
"""In the order in which a page offers them."""

_READ: Final[dict[str, Callable[[Typed], Any]]] = {
    "text": reading.edit_in,
    "provider": reading.provider_in,
    "act": reading.act_in,
    "signature": reading.signature_in,
    "no-signature": reading.no_signature_in,
    "refusal": reading.end_in,
    "withdrawal": reading.end_in,
    "notice": reading.notice_in,
}
Done = UrgentFile | UrgentNotice | ClientFailure


async def taken(console: Console, acting: As, number: str, step: str, typed: Typed) -> Done:
    """One call of the API; what cannot be read is not sent."""
    calls = console.calls.urgent
    send: dict[str, Callable[..., Done]] = {
        "text": calls.edit,
        "provider": calls.assign,
        "act": calls.provide,
        "signature": calls.sign,
        "no-signature": calls.leave_unsigned,
        "refusal": calls.refuse,
        "withdrawal": calls.withdraw,
        "notice": calls.notify,
    }
    if step not in send:
        raise PageProblem("not-found", 404)
    told = _READ[step](typed)
    if isinstance(told, ClientFailure):
        return told
    return await console.ask(send[step], acting, number, told, reading.once_in(typed))
