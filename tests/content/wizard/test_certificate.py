from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from content.wizard.certificate import Aim, bits, smallest_certificate, smallest_hitting

FACTS = 7
sets_of_facts = st.integers(min_value=1, max_value=2**FACTS - 1)


def smallest_by_trying(sets: tuple[int, ...]) -> int:
    for size in range(FACTS + 1):
        for members in combinations(range(FACTS), size):
            mask = sum(1 << member for member in members)
            if all(mask & one for one in sets):
                return size
    raise AssertionError


@given(st.lists(sets_of_facts, max_size=12).map(tuple))
def test_the_smallest_hitting_set_is_as_small_as_trying_all_finds(sets: tuple[int, ...]) -> None:
    found = smallest_hitting(sets)
    assert all(found & one for one in sets)
    assert found.bit_count() == smallest_by_trying(sets)


@settings(max_examples=200)
@given(st.lists(st.lists(sets_of_facts, min_size=1, max_size=4), min_size=1, max_size=5))
def test_the_certificate_is_as_small_as_trying_all_finds(aims: list[list[int]]) -> None:
    """An aim is settled as soon as one of its groups of facts is wholly known."""

    def aim(groups: list[int]) -> Aim:
        union = 0
        for group in groups:
            union |= group
        return Aim(union, lambda known: any(known & group == group for group in groups))

    found = smallest_certificate([aim(groups) for groups in aims])
    settling = [
        mask
        for mask in range(2**FACTS)
        if all(any(mask & group == group for group in groups) for groups in aims)
    ]
    assert found in settling
    assert found.bit_count() == min(mask.bit_count() for mask in settling)


def test_members_of_a_set() -> None:
    assert list(bits(0b10110)) == [0b10, 0b100, 0b10000]
