"""The left zone of every page of a call: state, person, how sure that is, other contacts in hand. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from backend.contract.workplace import InHandToo, MaskedPerson, Workplace
from callcenter.desk.tabs import address_in
from callcenter.pack_titles import Titles
from content.formats import phone
from content.i18n import Words

STEPS: Final = {
    "ringing": ("answer",),
    "talking": ("hold", "end"),
    "held": ("resume", "end"),
}
"""What the operator can do with the call by a button, by its state."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another contact in hand; `person` is a short name, a number, or what kind of contact it is."""

    address: str
    person: str
    state: str


@dataclass(frozen=True, slots=True)
class CallerZone:
    """As the page shows it; "" for what there is not."""

    state: str  # its code, for the sign
    state_title: str
    seconds: int | None
    runs: bool  # the clock goes on
    number: str
    person: str
    speaker: str  # where somebody speaks for somebody else
    relation: str
    level: str
    level_title: str
    steps: tuple[str, ...]  # what a button does with the call now
    notes: tuple[str, ...]  # training, anonymous, a lost hang-up
    others: tuple[Other, ...]


def zone_of(place: Workplace, words: Words, titles: Titles) -> CallerZone:
    """All in words."""
    contact = place.contact
    is_other = place.speaker is not None and place.speaker.person != contact.person
    speaks = contact.relation != "self"
    return CallerZone(
        state=contact.state,
        state_title=words(f"desk.state.{contact.state}"),
        seconds=contact.seconds,
        runs=contact.state in {"talking", "held"},
        number=phone(contact.number) if contact.number else "",
        person=_masked(place.person, words),
        speaker=_masked(place.speaker, words) if is_other else "",
        relation=words(f"desk.relation.{contact.relation}") if speaks else "",
        level=place.level,
        level_title=titles.of_level(place.level),
        steps=STEPS.get(contact.state, ()),
        notes=tuple(words(f"desk.mark.{mark}") for mark in _marks(place)),
        others=tuple(_other(each, words) for each in place.others),
    )


def _marks(place: Workplace) -> list[str]:
    contact = place.contact
    stands = {
        "training": contact.training,
        "anonymous": contact.anonymous,
        "hang_up_lost": contact.hang_up_lost,
    }
    return [mark for mark, is_so in stands.items() if is_so]


def _masked(person: MaskedPerson | None, words: Words) -> str:
    if person is None:
        return ""
    return words("desk.person", name=person.short_name, year=person.birth_year)


def _other(one: InHandToo, words: Words) -> Other:
    number = phone(one.number) if one.number else ""
    who = one.person or number or words(f"desk.channel.{one.channel}")
    return Other(address_in(one.contact), who, words(f"desk.state.{one.state}"))
