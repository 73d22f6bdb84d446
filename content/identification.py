"""How sure an operator is of who speaks: what may be said and done at each level, and what is asked."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from content.model import Text

NONE: Final = "none"
DATA: Final = "data"  # what only the person is likely to know was said
CODE_WORD: Final = "code_word"
CALL_BACK: Final = "call_back"  # the operator called the number that stands in the register
OFFICE: Final = "office"  # the person stands there with papers: a case worker's desk
LEVELS: Final = (NONE, DATA, CODE_WORD, CALL_BACK, OFFICE)
"""The surer, the later: each lets at least as much as those before it."""

SAYS: Final = (
    "public", "name", "bookings", "requests", "contacts", "address", "entitlements", "possible",
    "categories", "documents", "represented", "cards",
)  # fmt: skip
"""Parts of what is known of a person."""

ACTIONS: Final = (
    "block_card", "unblock_card", "open_file", "book", "list_bookings", "change_booking", "check_ticket",
    "refer", "hand_over", "see_queue", "decide_queue", "settle_money", "see_cases", "file_case",
    "decide_case", "urgent_service", "see_signals", "act_for_represented", "change_details",
    "set_code_word", "prefill", "see_requests", "file_request", "withdraw_request",
    "register_request", "send_letter",
)  # fmt: skip
"""What is done about a person; what nobody needs to be known for, an enquiry for one, is none of these."""

BIRTH_DATE: Final = "birth_date"
FACTS: Final = (BIRTH_DATE, "snils_end", "policy_end", "document_end", "card_end", "house")
"""What a register can compare an answer with."""


class IdentificationLevel(Struct, frozen=True):
    """What may be said and done while a person is known as well as this."""

    id: str  # one of LEVELS
    title: Text
    how: Text  # what the operator does to reach it
    say: tuple[str, ...]  # of SAYS
    do: tuple[str, ...]  # of ACTIONS


class IdentificationQuestion(Struct, frozen=True):
    """A question by which a caller shows that they are the person; read aloud as it stands."""

    id: str  # one of FACTS
    title: Text
    always: bool = False  # asked of everybody; one of the others has to be right as well
