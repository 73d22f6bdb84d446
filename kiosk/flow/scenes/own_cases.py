"""«Мои обращения»: what was prepared by telephone is read, signed by card, and followed to its answer."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Final

from content.formats import law_in_line, phone, within_sentence
from kiosk.flow.blocks import (
    Block,
    Chip,
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
from kiosk.flow.booking.times import at_place
from kiosk.flow.cases.events import CaseSigningAsked, OwnCasesAsked
from kiosk.flow.cases.own import FILE, UNSIGNED, lacking, may_sign
from kiosk.flow.cases.pages import CasePage, CaseRefusedPage, CaseSignedPage, OwnCasesPage
from kiosk.flow.cases.signing import paper_of
from kiosk.flow.disclosure import may
from kiosk.flow.events import Opened, WentBack, WentHome
from kiosk.flow.papers import case_of
from kiosk.flow.printing import can_print
from kiosk.flow.scenes.failures import refusal_emblem, wording_of
from kiosk.flow.scenes.paper import paper_again, print_buttons
from kiosk.flow.scenes.scene import Desk, Scene, rows_of
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.views import Button

if TYPE_CHECKING:
    from backend.contract.cases import CaseDue, CaseFile

STATE_TONES: Final = {
    "prepared": Tone.ATTENTION,
    "awaiting_signature": Tone.ATTENTION,
    "answered": Tone.GOOD,
    "refused": Tone.NEUTRAL,
    "forwarded": Tone.NEUTRAL,
    "closed": Tone.NEUTRAL,
}
LONGEST_PIECE: Final = 240  # letters
OPEN: Final = frozenset({"received", "registered", "extended"})


def cases_entry(desk: Desk) -> tuple[Block, ...]:
    """The way in, with what waits for a signature."""
    if not may(desk.walk, desk.world, FILE):
        return ()
    words, session = desk.words, desk.walk.session
    waits = session.to_sign if session else 0
    chip = Chip(words.plural("cases.to_sign", waits), Tone.ATTENTION) if waits else None
    row = Row(words("cases.title"), OwnCasesAsked(), words("cases.help"), chip=chip, icon="email")
    return (Rows((row,)),)


def to_sign_notice(desk: Desk) -> tuple[Block, ...]:
    """On the first page of the file: nobody who came to sign has to look for it."""
    session = desk.walk.session
    return cases_entry(desk) if session is not None and session.to_sign else ()


def own_cases(desk: Desk, page: OwnCasesPage) -> Scene:
    """Everything, what waits for a signature first."""
    words, session = desk.words, desk.walk.session
    title = words("cases.title")
    if session is None or session.cases is None or page.since is not None:
        return waiting(desk, "cases-wait", words("cases.wait"), page.since, Title(title), "document")
    first = sorted(session.cases, key=lambda case: case.state not in UNSIGNED)
    rows = rows_of(tuple(first), lambda case: _row(desk, case), words("cases.none"), "email")
    told = (Paragraph(words("cases.about")),) if session.to_sign else ()
    return Scene("cases", (Title(title), *told, rows), personal=True)


def _row(desk: Desk, case: CaseFile) -> Row:
    words = desk.words
    opened = at_place(case.opened_at, desk.world.profile.time_zone).date()
    key = "cases.prepared_on" if case.state in UNSIGNED else "cases.written_on"
    help_ = f"{words(f'cases.kind.{case.kind}')}. {words(key, date=desk.day(opened))}"
    number = words("cases.number", number=case.number)
    return Row(number, Opened(CasePage(case.number)), help_, chip=_chip(desk, case), icon="document")


def _chip(desk: Desk, case: CaseFile) -> Chip:
    state = "to_sign" if case.state in UNSIGNED else case.state
    return Chip(desk.words(f"cases.state.{state}"), STATE_TONES.get(case.state, Tone.INFO))


def one_case(desk: Desk, page: CasePage) -> Scene:
    """The very text that is signed, and nothing between the reader and it."""
    case = case_of(desk.walk, page.number)
    if case is None:
        return Scene("case", (), personal=True)
    words = desk.words
    title = Title(words("cases.number", number=case.number), words(f"cases.kind.{case.kind}"))
    blocks: list[Block] = [title, *_standing(desk, case), *_text(desk, case)]
    if case.answer:
        blocks += [Section(words("cases.answer")), *_paragraphs(case.answer)]
    if case.state in UNSIGNED:
        return Scene("case-to-sign", tuple(blocks), _sign_button(desk, case), personal=True)
    return Scene("case", tuple(blocks), print_buttons(desk, paper_of(case.number)), personal=True)


def _sign_button(desk: Desk, case: CaseFile) -> tuple[Button, ...]:
    if not may_sign(desk.walk, desk.world, case):
        return ()
    press = CaseSigningAsked(case.number)
    return (Button(desk.words("cases.sign"), press, icon="pin", primary=True),)


def _standing(desk: Desk, case: CaseFile) -> tuple[Block, ...]:
    """What to do, or where it stands and until when."""
    words, short = desk.words, lacking(case)
    if case.state in UNSIGNED and short:
        named = ", ".join(within_sentence(words(f"cases.field.{field}")) for field in short)
        call = words("cases.lacking.text", what=named, phone=phone(desk.world.pack.call_centre))
        return (Notice(Tone.ATTENTION, words("cases.lacking"), call),)
    if case.state in UNSIGNED:
        return (
            Notice(Tone.INFO, words("cases.read_first"), words("cases.read_first.text"), icon="document"),
        )
    return _due(desk, case)


def _due(desk: Desk, case: CaseFile) -> tuple[Block, ...]:
    words = desk.words
    chip = _chip(desk, case)
    until = words("cases.answer_by", date=desk.day(case.due.on)) if _runs(case) and case.due else ""
    figure = Figure(chip.text, words("cases.state"), until, tone=chip.tone)
    basis = (_basis(desk, case.due),) if _runs(case) and case.due else ()
    return (figure, *basis)


def _runs(case: CaseFile) -> bool:
    return case.due is not None and case.state in OPEN


def _basis(desk: Desk, due: CaseDue) -> Block:
    law = law_in_line(f"{due.act}, {due.article}".strip(", "))
    pairs = [Pair(desk.words("measure.legal_basis"), law, small=True)]
    if due.provisional:
        pairs.append(Pair(desk.words("cases.provisional"), desk.words("cases.provisional.text"), small=True))
    return Summary(tuple(pairs))


def _text(desk: Desk, case: CaseFile) -> tuple[Block, ...]:
    words, text = desk.words, case.text
    told = (
        ("addressee", text.addressee),
        ("author", text.author_name or case.author_name),
        ("for_whom", case.person_name if case.person != case.author else ""),
        ("answer_address", text.answer_address),
        ("answer_email", text.answer_email),
        ("service", text.service),
        ("ground", _ground(desk, case)),
        ("decision", text.decision),
    )
    pairs = tuple(Pair(words(f"cases.field.{name}"), value) for name, value in told if value)
    summary = (Summary(pairs),) if pairs else ()
    return (*summary, Section(words("cases.field.substance")), *_paragraphs(text.substance))


def _ground(desk: Desk, case: CaseFile) -> str:
    regulations = desk.world.pack.regulations
    regulation = next((each for each in regulations if each.id == case.regulation), None)
    known = (*regulation.grounds, *regulation.matters) if regulation else ()
    found = next((each for each in known if each.id == case.ground), None)
    return desk.text(found.title) if found else case.ground


def _paragraphs(text: str) -> tuple[Block, ...]:
    """A line each; a long one in pieces that fit on a page also where letters are large."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(Paragraph(piece) for line in lines if line for piece in wrap(line, LONGEST_PIECE))


def signed(desk: Desk, page: CaseSignedPage) -> Scene:
    """Registered: the number, and until when somebody has to answer."""
    words, case = desk.words, case_of(desk.walk, page.number)
    if case is None:
        return Scene("case-signed", (), personal=True)
    blocks: list[Block] = [Title(words("cases.done"))]
    if not can_print(desk.walk):
        blocks.append(Notice(Tone.ATTENTION, words("booking.write_down"), words("cases.write_down")))
    chip = Chip(words("cases.state.registered"), Tone.GOOD)
    until = words("cases.answer_by", date=desk.day(case.due.on)) if case.due else ""
    blocks.append(Figure(case.number, words("cases.number.label"), until, chip))
    blocks += [_basis(desk, case.due)] if case.due else []
    to = case.text.answer_address or case.text.answer_email
    blocks.append(Paragraph(words("cases.comes_to", where=to) if to else words("cases.comes")))
    done = Button(words("wizard.done"), WentHome(), icon="done", primary=True)
    paper = paper_again(desk, paper_of(case.number))
    return Scene("case-signed", tuple(blocks), (paper, done), personal=True)


def refused(desk: Desk, page: CaseRefusedPage) -> Scene:
    """Why it cannot be; the list, asked for anew, says what stands."""
    words, key = desk.words, wording_of(desk, page.code)
    blocks = (
        refusal_emblem(desk, page.code, "document"),
        Title(words(f"failure.{key}.title")),
        Notice(Tone.ATTENTION, words("failure.what_to_do"), words(f"failure.{key}.todo"), page.code),
        Paragraph(words("failure.call", phone=phone(desk.world.pack.call_centre))),
    )
    actions = (
        Button(words("bar.back"), WentBack(), icon="back"),
        Button(words("cases.look_again"), OwnCasesAsked(), icon="retry", primary=True),
    )
    return Scene(f"case-refused-{key}", blocks, actions, personal=True)
