"""One case as its page shows it: what it says, where it stands, what may be done next, every step. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from backend.contract.cases import CaseFile, CaseStep
from callcenter.cases.spoken import STATE_SIGNS, CaseWords, TermView

TEXT_FIELDS: Final = (
    "addressee",
    "author_name",
    "answer_address",
    "answer_email",
    "service",
    "decision",
    "substance",
)
UNSIGNED: Final = ("prepared", "awaiting_signature")
# What may follow which state, as the backend has it; it decides anew each time.
STEPS: Final[Mapping[str, tuple[str, ...]]] = {
    "prepared": ("handing-over", "text", "registration", "receipt", "responsible", "closing"),
    "awaiting_signature": ("text", "registration", "receipt", "responsible", "closing"),
    "received": ("registration", "text", "receipt", "responsible"),
    "registered": ("answer", "extension", "forwarding", "refusal", "receipt", "responsible"),
    "extended": ("answer", "forwarding", "refusal", "receipt", "responsible"),
    "forwarded": ("closing", "responsible"),
    "answered": ("closing", "responsible"),
    "refused": ("closing", "responsible"),
    "closed": (),
}
IN_A_CALL: Final = frozenset({"handing-over", "text", "receipt"})
"""What an operator does for a caller; the rest is decided at a desk, but an enquiry's in the call itself."""


@dataclass(frozen=True, slots=True)
class StepRow:
    at: str
    who: str
    what: str
    state: str
    term: str
    note: str


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    title: str
    mark: str = ""  # stood in the act from the beginning; or its law


@dataclass(frozen=True, slots=True)
class CaseView:
    """`text` holds only what is written; `steps` are the names of the forms that are offered."""

    number: str
    version: int
    kind: str
    kind_id: str
    regulation: str
    state: str
    state_id: str
    sign: str
    channel: str
    author: str
    person: str
    opened: str
    received: str
    registered: str
    term: TermView | None
    no_clock: str  # why none runs, where that has to be said
    missing: tuple[str, ...]
    ground: str
    refusal: str
    responsible: str
    signed: str
    text: tuple[tuple[str, str], ...]
    substance: str
    answer: str
    history: tuple[StepRow, ...]
    steps: tuple[str, ...]
    extended: bool
    forgotten: bool


def view_of(case: CaseFile, spoken: CaseWords, *, at_desk: bool) -> CaseView:
    """`at_desk`: a case worker's own desk."""
    words = spoken.words
    told = {name: str(getattr(case.text, name)) for name in TEXT_FIELDS}
    return CaseView(
        number=case.number,
        version=case.version,
        kind=spoken.kind(case.kind),
        kind_id=case.kind,
        regulation=case.regulation,
        state=spoken.state(case.state),
        state_id=case.state,
        sign=STATE_SIGNS.get(case.state, "none"),
        channel=spoken.channel(case.channel),
        author=case.author_name,
        person=case.person_name if case.person != case.author else "",
        opened=spoken.moment(case.opened_at),
        received=spoken.day(case.received_on),
        registered="" if case.registered_at is None else spoken.moment(case.registered_at),
        term=spoken.term(case.due),
        no_clock=words("cases.no_clock") if case.state in UNSIGNED else "",
        missing=tuple(spoken.field(each) for each in case.missing),
        ground=spoken.ground(case.regulation, case.ground) if case.ground else "",
        refusal=spoken.ground(case.regulation, case.refusal) if case.refusal else "",
        responsible=case.responsible_name or case.responsible,
        signed=_signed(case, spoken),
        text=tuple(
            (spoken.field(name), value) for name, value in told.items() if value and name != "substance"
        ),
        substance=case.text.substance,
        answer=case.answer,
        history=tuple(_step(step, spoken) for step in reversed(case.history)),
        steps=steps_of(case, at_desk=at_desk),
        extended=case.extended,
        forgotten=case.forgotten,
    )


def steps_of(case: CaseFile, *, at_desk: bool) -> tuple[str, ...]:
    """The forms under a case, in the order in which they are needed."""
    found = STEPS[case.state]
    if not at_desk and case.kind != "enquiry":
        found = tuple(each for each in found if each in IN_A_CALL)
    if not case.may_extend:
        found = tuple(each for each in found if each != "extension")
    if case.kind == "enquiry":
        found = tuple(each for each in found if each not in {"forwarding", "refusal", "extension"})
    if case.kind == "complaint":  # 210-ФЗ knows neither, nor a complaint left without an answer
        found = tuple(each for each in found if each not in {"forwarding", "refusal"})
    return found


def grounds_of(regulation: str, list_name: str, spoken: CaseWords) -> tuple[Option, ...]:
    """`list_name`: grounds, matters or unanswered of the regulation."""
    known = spoken.titles.regulations.get(regulation)
    language = spoken.titles.language
    return tuple(
        Option(
            each.id,
            each.title.in_language(language),
            spoken.words("cases.ground.original") if each.original else "",
        )
        for each in (getattr(known, list_name) if known else ())
    )


def _signed(case: CaseFile, spoken: CaseWords) -> str:
    signed = case.signed
    if signed is None:
        return ""
    at = spoken.moment(signed.at)
    return spoken.words("cases.signed", at=at, kiosk=signed.kiosk, hash=signed.text_hash[:12])


def _step(step: CaseStep, spoken: CaseWords) -> StepRow:
    words = spoken.words
    by_itself = step.actor.split(":", 1)[0]
    who = step.actor_name or (words(f"cases.actor.{by_itself}") if by_itself in {"kiosk", "system"} else "")
    due = step.due_on
    return StepRow(
        at=spoken.moment(step.at),
        who=who or step.actor,
        what=words(f"cases.step.{step.action}"),
        state=spoken.state(step.state),
        term=words("cases.until", day=spoken.day(due)) if due is not None else "",
        note=_note(step, spoken),
    )


def _note(step: CaseStep, spoken: CaseWords) -> str:
    """Notices stand in brackets on a line of their own; what lacked is a list of fields."""
    lines = []
    for line in step.note.splitlines():
        notice = line[1:-1] if line.startswith("[") and line.endswith("]") else ""
        key = f"cases.notice.{notice}"
        lines.append(spoken.words(key) if notice and key in spoken.words else line)
    if step.action == "registered" and step.note:
        named = [spoken.field(each.strip()) for each in step.note.split(",")]
        return spoken.words("cases.lacked", what=", ".join(named))
    return "\n".join(lines)
