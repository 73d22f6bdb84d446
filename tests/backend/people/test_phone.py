"""Numbers as people, papers and exchanges write them come to one form."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from random import Random

import phonenumbers
import pytest

from backend.people.phone import PhoneInvalid, parse

WRITINGS = 10_000
PREFIXES = ("8", "+7", "7", "8 ", "+7 ", "7 ", "+7-", "8-", "", "007", "8~10~7", "8-10-7-")
EXTENSIONS = (
    "",
    " доб. 12",
    ", доб.12",
    " (доб. 205)",
    " ext. 7",
    " вн. 14",
    " добавочный 3",
    ";ext=99",
    " #5",
    " x12",
)
LABELS = ("", "т. ", "тел.: ", "моб. ", "раб. тел. ", "сот.")
GROUPS: tuple[Callable[[str, str], str], ...] = (
    lambda code, rest: f"({code}) {rest[:-4]}-{rest[-4:-2]}-{rest[-2:]}",
    lambda code, rest: f"({code}){rest}",
    lambda code, rest: f"{code} {rest[:-4]} {rest[-4:-2]} {rest[-2:]}",
    lambda code, rest: f"{code}/{rest[:-4]}-{rest[-4:]}",
    lambda code, rest: f"/{code}/ {rest}",
    lambda code, rest: f"{code}.{rest[:-4]}.{rest[-4:-2]}.{rest[-2:]}",
    lambda code, rest: f"[{code}]\u00a0{rest[:-4]}–{rest[-4:-2]}—{rest[-2:]}",
    lambda code, rest: f"{code}-{rest[:-4]}\u2011{rest[-4:]}",
    lambda code, rest: f"\u202a{code}{rest}\u202c",
    lambda code, rest: f"{code} / {rest[:-4]} / {rest[-4:]}",
    lambda code, rest: f"{code}{rest}",
)


def real_numbers(random: Random) -> list[tuple[str, str]]:
    """Mobile numbers and those of towns whose codes have three to five digits."""
    codes = ("921", "911", "900", "999", "8152", "81531", "495", "812", "383", "800")
    found: list[tuple[str, str]] = []
    while len(found) < 400:
        code = random.choice(codes)
        rest = "".join(random.choice("0123456789") for _ in range(10 - len(code)))
        if phonenumbers.is_valid_number(phonenumbers.parse("+7" + code + rest)):
            found.append((code, rest))
    return found


def test_ten_thousand_writings_are_their_numbers() -> None:
    random = Random(5)
    numbers = real_numbers(random)
    forms = list(product(LABELS, PREFIXES, GROUPS, EXTENSIONS))
    wrong = []
    for label, prefix, group, extension in random.sample(forms * 2, WRITINGS):
        code, rest = random.choice(numbers)
        written = f"{label}{prefix}{group(code, rest)}{extension}"
        try:
            matched = parse(written) == f"+7{code}{rest}"
        except PhoneInvalid:
            matched = False
        if not matched:
            wrong.append(written)
    assert wrong == []


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("sip:+79211234567@10.0.0.1;user=phone", "+79211234567"),
        ('"Иванова <М.>" <sip:89211234567@pbx>;tag=a1', "+79211234567"),
        ("tel:+7-921-123-45-67;phone-context=x", "+79211234567"),
        ("<sips:%2B79211234567@pbx>", "+79211234567"),
        ("810 49 30 901820", "+4930901820"),
        ("00 49 30 901820", "+4930901820"),
        ("+8 921 123-45-67", "+79211234567"),
        ("+81 3 1234 5678", "+81312345678"),  # Japan, not a slip for +7
        ("8 10 15 255", ""),
        ("112", ""),
        ("anonymous", ""),
        ("sip:anonymous@anonymous.invalid", ""),
        ("", ""),
        ("8 921 123 45 6٧", ""),  # an Arabic digit
        ("<script>89211234567</script>", ""),
        ("9" * 300, ""),
        ("8 (921) 123-45-67 8 (921) 765-43-21", ""),  # two numbers are not one
    ],
)
def test_other_ways_and_what_is_none(written: str, number: str) -> None:
    if number:
        assert parse(written) == number
    else:
        with pytest.raises(PhoneInvalid):
            parse(written)
