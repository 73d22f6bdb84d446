"""Numbers of demo people that no real person can have, each from a range that is not issued.

- SNILS: accounts are numbered upwards and stand far below 300 million; ours begin at 901-000-000 and
  carry right check digits, so every program accepts them and none can meet a real person.
- Passports: the first two figures of a series are the region's code; no region has 00.
- Birth certificates: the series begins with a Roman numeral; there is no Roman nought.
- OMS policies: the first two figures are the region's code, again 00; the last is a Luhn digit.
- Telephones: the code +7 973 has the form of a mobile number and is allotted to no operator.
- Mail addresses: the domain `.example` belongs to nobody (RFC 2606).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from backend.people.snils import with_check_digits

FIRST_SNILS = 901_000_000
SNILS_STRIDE = 83  # a million people stay inside the nine-hundreds
_CAPACITY = (999_999_999 - FIRST_SNILS) // SNILS_STRIDE

PASSPORT_ISSUER = "ОВД демонстрационного района"
REGISTRY_OFFICE = "Отдел ЗАГС демонстрационного района"


def snils_numbers(skip: int = 0) -> Iterator[str]:
    """SNILS in ascending order; numbers with three equal figures in a row are never issued, so left out."""
    for step in range(skip, _CAPACITY):
        number = FIRST_SNILS + step * SNILS_STRIDE
        if not _three_alike(f"{number:09d}"):
            yield with_check_digits(number)


def passport(number: int, issued_on: date) -> tuple[str, str]:
    """Series and number; the second pair of the series is the year of the form, as on real ones."""
    return f"00 {issued_on.year % 100:02d}", f"{number % 1_000_000:06d}"


def birth_certificate(number: int) -> tuple[str, str]:
    return f"0-Д{'АБВГДЕЖЗИК'[number // 1_000_000 % 10]}", f"{number % 1_000_000:06d}"


def policy(number: int) -> str:
    """Sixteen figures, the last a Luhn check digit."""
    body = f"00{number:013d}"
    return body + str(_luhn_digit(body))


def phone(number: int) -> str:
    return f"+7973{number % 10_000_000:07d}"


def email(number: int) -> str | None:
    """Every third person has one."""
    return f"person{number}@people.example" if number % 3 == 0 else None


def _three_alike(digits: str) -> bool:
    return any(
        first == second == third for first, second, third in zip(digits, digits[1:], digits[2:], strict=False)
    )


def _luhn_digit(body: str) -> int:
    total = 0
    for place, figure in enumerate(reversed(body)):
        value = int(figure) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return -total % 10
