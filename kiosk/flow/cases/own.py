"""«Мои обращения»: fetched when they are looked at, and the one that a page is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from kiosk.flow.cases import events as wishes
from kiosk.flow.cases.effects import FetchCases
from kiosk.flow.cases.pages import CaseRefusedPage, OwnCasesPage
from kiosk.flow.disclosure import may
from kiosk.flow.walk import HOLDER_LEVEL, Walk, answered, asked, no_longer_awaiting, opened, switched
from kiosk.flow.world import World

if TYPE_CHECKING:
    from backend.contract.cases import CaseFile

FILE: Final = "file"  # as levels name what is allowed
UNSIGNED: Final = ("prepared", "awaiting_signature")
GIVEN_AT_SIGNING: Final = frozenset({"signature", "date"})


def own_asked(walk: Walk, world: World) -> Walk:
    """From the personal file, or once more after a failure."""
    session = walk.session
    if session is None or session.level < HOLDER_LEVEL or not may(walk, world, FILE):
        return walk
    page, anew = OwnCasesPage(walk.now), isinstance(walk.page, OwnCasesPage | CaseRefusedPage)
    walk = switched(walk, page) if anew else opened(walk, page)
    return asked(no_longer_awaiting(walk, FetchCases), FetchCases(walk.next_effect, session.number))


def fetched(walk: Walk, event: wishes.CasesFetched) -> Walk:
    walk = answered(walk, event.effect)
    session = walk.session
    if session is None:
        return walk
    to_sign = sum(case.state in UNSIGNED for case in event.cases)
    walk = replace(walk, session=replace(session, cases=event.cases, to_sign=to_sign))
    return switched(walk, OwnCasesPage()) if isinstance(walk.page, OwnCasesPage) else walk


def refused(walk: Walk, code: str) -> Walk:
    """They did not come: said where they were waited for."""
    walk = no_longer_awaiting(walk, FetchCases)
    return switched(walk, CaseRefusedPage(code)) if isinstance(walk.page, OwnCasesPage) else walk


def lacking(case: CaseFile) -> tuple[str, ...]:
    """What its act asks for beside what signing itself gives."""
    return tuple(each for each in case.missing if each not in GIVEN_AT_SIGNING)


def may_sign(walk: Walk, world: World, case: CaseFile) -> bool:
    """Whether it may be signed here and now; nothing that the act would send back."""
    return case.state in UNSIGNED and not lacking(case) and may(walk, world, FILE)
