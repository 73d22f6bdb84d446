"""«Мои заявления»: the list in the personal file, one request with its history, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.flow.blocks import (
    Block,
    Chip,
    Emblem,
    Figure,
    Notice,
    Pair,
    Paragraph,
    Row,
    Rows,
    Section,
    Summary,
    Title,
    Tone,
)
from kiosk.flow.events import Opened, WentBack
from kiosk.flow.filing.events import CorrectionBegun, WithdrawalConfirmed
from kiosk.flow.filing.pages import RequestPage, WithdrawPage
from kiosk.flow.scenes.own_cases import cases_entry
from kiosk.flow.scenes.scene import Desk, Scene, rows_of
from kiosk.flow.views import Button

if TYPE_CHECKING:
    from backend.contract.people import PersonalFile
    from backend.contract.requests import OwnRequest, RequestStep

UNSIGNED = "awaiting_signature"
STATE_TONES = {
    UNSIGNED: Tone.ATTENTION,
    "received": Tone.INFO,
    "in_review": Tone.INFO,
    "documents_needed": Tone.ATTENTION,
    "granted": Tone.GOOD,
    "declined": Tone.NEUTRAL,
    "withdrawn": Tone.NEUTRAL,
}

DECIDED = frozenset({"granted", "declined", "withdrawn"})


def requests_blocks(desk: Desk, file: PersonalFile, person: str) -> tuple[Block, ...]:
    """The tab of the personal file; the holder's own holds the way to petitions."""
    return (
        *(() if person else cases_entry(desk)),
        rows_of(
            file.requests,
            lambda request: _row(desk, request, person),
            desk.words("requests.none"),
            "document",
        ),
    )


def _row(desk: Desk, request: OwnRequest, person: str) -> Row:
    words = desk.words
    key = "requests.prepared_on" if request.state == UNSIGNED else "requests.filed_on"
    filed_on = words(key, date=desk.day(request.filed_at.date()))
    titles = "; ".join(_title(desk, item.measure) for item in request.items)
    return Row(
        words("requests.number", number=request.number),
        Opened(RequestPage(request.number, person)),
        f"{titles}. {filed_on}" if titles else filed_on,
        chip=_chip(desk, request),
        icon="document",
    )


def _title(desk: Desk, measure: str) -> str:
    known = desk.catalogue.measures.get(measure) or desk.catalogue.services.get(measure)
    return desk.text(known.title) if known else desk.words("entitlement.unnamed")


def _chip(desk: Desk, request: OwnRequest) -> Chip:
    return Chip(desk.words(f"requests.state.{request.state}"), STATE_TONES[request.state])


def request_of(desk: Desk, page: RequestPage) -> OwnRequest | None:
    file = desk.walk.session.file_of(page.person) if desk.walk.session else None
    return next((one for one in file.requests if one.number == page.number), None) if file else None


def own_request(desk: Desk, page: RequestPage) -> Scene:
    """One request: what was asked for, where it stands, until when it is decided."""
    words = desk.words
    request = request_of(desk, page)
    if request is None:
        return Scene("request", (), personal=True)
    unsigned = request.state == UNSIGNED
    filed = "requests.prepared" if unsigned else "requests.filed"
    told = [Pair(words(filed), desk.day(request.filed_at.date()))]
    if request.beneficiary_name:
        told.append(Pair(words("requests.for"), request.beneficiary_name))
    items = tuple(
        Row(_title(desk, item.measure), None, item.deadline_text if desk.language == "ru" else "")
        for item in request.items
    )
    history = tuple(Pair(desk.day(step.at.date()), _said(desk, step)) for step in request.history)
    blocks: list[Block] = [Title(words("requests.number", number=request.number), words("file.tab.requests"))]
    notice = (Notice(Tone.ATTENTION, words("requests.unsigned"), words("requests.unsigned.text")),)
    blocks += [
        _state(desk, request),
        *(notice if unsigned else ()),
        Summary(tuple(told)),
        Section(words("requests.items")),
        Rows(items),
    ]
    if history:
        blocks += [Section(words("requests.history")), Summary(history)]
    actions = _actions(desk, request, page) if request.may_change else ()
    return Scene("request", tuple(blocks), actions, personal=True)


def _state(desk: Desk, request: OwnRequest) -> Figure:
    """Where it stands and, while it is open, until when it is answered."""
    words = desk.words
    day = request.decide_by if request.state not in DECIDED else None
    until = words("requests.answer_by", date=desk.day(day)) if day else ""
    state = words(f"requests.state.{request.state}")
    return Figure(state, words("requests.state"), until, tone=STATE_TONES[request.state])


def _said(desk: Desk, step: RequestStep) -> str:
    return ". ".join(filter(None, (desk.words(f"requests.state.{step.state}"), step.note)))


def _actions(desk: Desk, request: OwnRequest, page: RequestPage) -> tuple[Button, ...]:
    words = desk.words
    withdraw = WithdrawPage(page.number, page.person)
    unsigned = request.state == UNSIGNED
    correct = "requests.sign" if unsigned else "requests.correct"
    return (
        Button(words("requests.withdraw"), Opened(withdraw), icon="cancel"),
        Button(words(correct), CorrectionBegun(request.number), icon="keyboard", primary=unsigned),
    )


def withdraw(desk: Desk, page: WithdrawPage) -> Scene:
    """A question before something is gone."""
    words = desk.words
    blocks = (
        Emblem("document", Tone.ATTENTION, badge=True),
        Title(words("requests.withdraw.title", number=page.number)),
        Paragraph(words("requests.withdraw.text")),
    )
    actions = (
        Button(words("requests.keep"), WentBack(), icon="back"),
        Button(words("requests.withdraw"), WithdrawalConfirmed(page.number), icon="cancel", primary=True),
    )
    return Scene("request-withdraw", blocks, actions, personal=True)
