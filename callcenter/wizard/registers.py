"""What the registers tell the desk, in the form in which the wizard takes it over. Pure."""

from __future__ import annotations

from backend.contract.register import RegisterFacts
from content.wizard.prefill import HouseholdPerson, RegisterPerson, RegistryValue

SELF = "self"


def registered(told: RegisterFacts) -> RegisterPerson:
    """The person's own categories stand with themselves in the household."""
    own = next((one.categories for one in told.household if one.relation == SELF), ())
    return RegisterPerson(
        told.sex,
        told.birth_date,
        told.town,
        frozenset(own),
        tuple(
            HouseholdPerson(one.relation, one.sex, one.birth_date, frozenset(one.categories))
            for one in told.household
        ),
        {one.key: RegistryValue(one.value, one.source, one.as_of) for one in told.records},
    )
