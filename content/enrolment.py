"""Kindergartens and schools: who comes before whom, and when applications are taken."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from content.model import LegalBasis, Text

KINDERGARTEN: Final = "kindergarten"
SCHOOL: Final = "school"
INSTITUTIONS: Final = (KINDERGARTEN, SCHOOL)

EXTRAORDINARY: Final = "extraordinary"  # внеочередное право
FIRST: Final = "first"  # первоочередное право
PREFERENTIAL: Final = "preferential"  # преимущественное право
RIGHTS: Final = (EXTRAORDINARY, FIRST, PREFERENTIAL)
"""The strongest first; a child without any comes after all of them."""

CHILD: Final = "child"
PARENT: Final = "parent"
HOLDERS: Final = (CHILD, PARENT)

DISTRICT: Final = "district"
ANYBODY: Final = "anybody"
TAKEN_FROM: Final = (DISTRICT, ANYBODY)


class PlacePriority(Struct, frozen=True):
    """A ground on which a child gets a place before others."""

    id: str
    title: Text
    right: str  # one of RIGHTS
    institutions: tuple[str, ...]  # of INSTITUTIONS
    evidence: Text  # what to show where no register says it
    legal_basis: tuple[LegalBasis, ...]
    categories: tuple[str, ...] = ()  # any one of them, held by one of `held_by`
    held_by: tuple[str, ...] = HOLDERS
    sibling: bool = False  # a brother or sister goes to the same institution: counts there alone
    verified: bool = False  # whether it was read in the act's wording in force


class EnrolmentPeriod(Struct, frozen=True):
    """When applications for an institution are taken, every year; none written: all the year."""

    id: str
    institution: str
    opens: str  # "04-01"
    closes: str  # "06-30", inclusive
    takes: str  # "district": those who live there or have a right; "anybody": where places are left
    legal_basis: tuple[LegalBasis, ...]
    verified: bool = False
