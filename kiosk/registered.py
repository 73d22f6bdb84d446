"""What a personal file says of a person, in the form in which the wizard takes it over."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from content.wizard.prefill import HouseholdPerson, RegisterPerson, RegistryValue

if TYPE_CHECKING:
    from backend.contract.people import PersonalFile


def registered(file: PersonalFile, on: date) -> RegisterPerson:
    """The registers' knowledge; categories count on the days on which they are held."""
    registry = file.registry
    assert registry is not None, "the file was told without registers"
    held = frozenset(one.category for one in file.categories if one.until is None or one.until >= on)
    return RegisterPerson(
        registry.sex,
        registry.birth_date,
        registry.town,
        held,
        tuple(
            HouseholdPerson(one.relation, one.sex, one.birth_date, frozenset(one.categories))
            for one in registry.household
        ),
        {one.key: RegistryValue(one.value, one.source, one.as_of) for one in registry.records},
    )
