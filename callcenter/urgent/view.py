"""One application with its act, as a page shows it and as its paper is printed. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from backend.contract.urgent import UrgentFile
from callcenter.pack_titles import Titles
from callcenter.urgent.reading import KIND
from callcenter.urgent.rows import Due, HistoryRow, UrgentWords
from callcenter.urgent.steps import STEP_OF
from content.i18n import Words


@dataclass(frozen=True, slots=True)
class ActView:
    """What the law wants on the act (442-ФЗ, art. 21, part 3)."""

    number: str
    recipient: str = field(repr=False)
    identity: str
    provider: str
    kinds: tuple[str, ...]
    provided_on: str
    until: str
    conditions: str = field(repr=False)
    given_by: str = field(repr=False)
    formed_by: str
    signed_on: str
    unsigned: str  # why nobody signed; ""


@dataclass(frozen=True, slots=True)
class FileView:
    """An application in words."""

    number: str
    version: int
    state: str
    state_title: str
    kinds: tuple[str, ...]
    basis: str
    identity: str
    recipient: str = field(repr=False)
    is_registered: bool  # whether the register knows the recipient
    speaker: str = field(repr=False)
    relation: str
    needed_on: str
    opened: str
    opened_on: str
    formed_by: str
    provider: str
    trouble: str = field(repr=False)
    whereabouts: str = field(repr=False)
    reach: str = field(repr=False)
    organisation: str = field(repr=False)
    due: Due | None
    act: ActView | None
    steps: tuple[str, ...]
    may_tell: bool  # whether somebody can be told of the act
    history: tuple[HistoryRow, ...]


@dataclass(frozen=True, slots=True)
class KindChoice:
    """A tick box."""

    name: str
    title: str
    how: str
    ask: tuple[str, ...]
    by_phone: bool
    unnamed: bool
    federal: bool


def view_of(file: UrgentFile, say: UrgentWords, words: Words) -> FileView:
    """All in words."""
    text = file.text
    return FileView(
        number=file.number,
        version=file.version,
        state=file.state,
        state_title=say.state(file.state),
        kinds=say.kinds(file.kinds),
        basis=words(f"urgent.basis.{file.basis}"),
        identity=words(f"urgent.identity.{file.identity}"),
        recipient=_recipient(file, words),
        is_registered=file.person is not None,
        speaker=file.speaker_name,
        relation=words(f"desk.relation.{file.relation}") if file.relation != "self" else "",
        needed_on=say.day(file.needed_on),
        opened=say.moment(file.opened_at),
        opened_on=say.day_of(file.opened_at),
        formed_by=say.who(file.history[0]),
        provider=file.provider,
        trouble=text.trouble,
        whereabouts=text.whereabouts,
        reach=text.reach,
        organisation=text.organisation,
        due=say.due(file.due),
        act=_act(file, say, words),
        steps=tuple(STEP_OF[action] for action in STEP_OF if action in file.may),
        may_tell=file.state == "provided",
        history=say.history(file.history),
    )


def typed_of(file: UrgentFile, today: str) -> dict[str, str]:
    """The forms of its steps as they stand before anybody types."""
    return {
        "version": str(file.version),
        **{f"{KIND}{kind}": "1" for kind in file.kinds},
        "basis": file.basis,
        "identity": file.identity if file.identity in {"papers", "unnamed"} else "said",
        "for": "person" if file.person else "other",
        "person": file.person or "",
        "needed_on": file.needed_on.isoformat(),
        "provider": file.provider,
        **file.text.model_dump(),
        "provided_on": today,
        "signed_on": today,
    }


def kinds_of(titles: Titles) -> tuple[KindChoice, ...]:
    """All kinds of the pack, each with what is done and asked."""
    language = titles.language
    return tuple(
        KindChoice(
            name=f"{KIND}{kind.id}",
            title=kind.title.in_language(language),
            how=kind.how.in_language(language),
            ask=tuple(each.ru for each in kind.ask),  # callers speak Russian
            by_phone=kind.by_phone,
            unnamed=kind.unnamed,
            federal=kind.federal,
        )
        for kind in titles.urgent.values()
    )


def _recipient(file: UrgentFile, words: Words) -> str:
    if file.identity == "unnamed":
        return words("urgent.recipient.unnamed")
    return file.person_name or file.text.recipient_name


def _act(file: UrgentFile, say: UrgentWords, words: Words) -> ActView | None:
    act = file.act
    if act is None:
        return None
    return ActView(
        number=file.act_number,
        recipient=_recipient(file, words),
        identity=words(f"urgent.identity.{file.identity}"),
        provider=file.provider,
        kinds=say.kinds(act.given),
        provided_on=say.day(act.provided_on),
        until=say.day(act.until),
        conditions=act.conditions,
        given_by=act.given_by,
        formed_by=say.who_did("provided", file.history),
        signed_on=say.day(file.signed_on),
        unsigned=words(f"urgent.reason.{file.unsigned_reason}") if file.unsigned_reason else "",
    )
