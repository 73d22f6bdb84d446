"""Urgent social services (442-ФЗ, art. 21) and signals of trouble (120-ФЗ, art. 9): their kinds."""

from __future__ import annotations

from msgspec import Struct

from content.model import LegalBasis, Text


class UrgentKind(Struct, frozen=True):
    """One kind of urgent help: no individual programme, no contract, an act signed afterwards."""

    id: str
    title: Text
    how: Text  # what the operator does about it
    ask: tuple[Text, ...]  # read aloud as they stand
    legal_basis: tuple[LegalBasis, ...]
    federal: bool = False  # named by the law itself; the others are the region's own list
    by_phone: bool = False  # can be given in the call itself
    unnamed: bool = False  # given to whoever does not say who they are


class SignalBody(Struct, frozen=True):
    """A body that checks signals and acts on them."""

    id: str
    title: Text
    phone: str = ""  # E.164; "" where the region has not written one


class SignalKind(Struct, frozen=True):
    """One kind of trouble that somebody tells of."""

    id: str
    title: Text
    ask: tuple[Text, ...]  # read aloud as they stand
    bodies: tuple[str, ...]  # ids of SignalBody, the one in charge first
    check_rule: str  # id of a deadline: until when somebody goes to the address
    legal_basis: tuple[LegalBasis, ...]
    minor: bool = False  # about somebody under eighteen
    pass_on_rule: str = ""  # id of a deadline: until when the body in charge has to know
