"""Entering people: numbers are checked, nobody is entered twice, nothing personal leaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from backend.contract.people import Relation
from backend.people import phone, service
from backend.people.phone import PhoneInvalid
from backend.people.snils import SnilsInvalid, with_check_digits
from backend.people.values import NewPerson, NewRelation, PersonUnknown, RegisterRefused
from tests.backend.region import START, Region

SNILS = with_check_digits(901_203_145)
VERA = NewPerson(
    person="vera",
    last_name="Белова",
    first_name="Вера",
    middle_name="Ивановна",
    sex="f",
    birth_date=date(1961, 4, 2),
    birth_place="г. Кола",
    town="Кола",
    address="ул. Победы, д. 1",
    snils=SNILS,
    phone="8 (815) 255-01-42",
    language="ru",
    registered_at=START,
)


def test_a_person_is_entered_with_numbers_in_one_form(region: Region) -> None:
    with region.database.maintenance() as connection:
        service.register(connection, VERA)
        file = service.personal_file(connection, "vera", "", date(2026, 11, 20))
    assert (file.last_name, file.snils_masked) == ("Белова", f"•••-•••-•45 {SNILS[-2:]}")


def test_wrong_numbers_and_a_second_entry_are_refused_by_name(region: Region) -> None:
    with region.database.maintenance() as connection:
        with pytest.raises(SnilsInvalid):
            service.register(connection, replace(VERA, snils=SNILS[:-1] + str((int(SNILS[-1]) + 1) % 10)))
        with pytest.raises(PhoneInvalid):
            service.register(connection, replace(VERA, phone="12"))
        service.register(connection, VERA)
        with pytest.raises(RegisterRefused) as refused:
            service.register(connection, replace(VERA, person="somebody-else"))
    assert refused.value.code == "snils-taken"
    assert SNILS not in str(refused.value)


def test_a_guardian_is_entered_and_acts_from_that_day(region: Region) -> None:
    ward = region.person("Белов", "Иван", date(2015, 1, 1))
    today = date(2026, 11, 20)
    new = NewRelation("vera", ward, "guardian", today, date(2032, 12, 31), "Акт № 1")
    with region.database.maintenance() as connection:
        with pytest.raises(PersonUnknown):
            service.represent(connection, new)
        service.register(connection, VERA)
        service.represent(connection, new)
        assert service.may_act_for(connection, "vera", ward, today)
        assert not service.may_act_for(connection, "vera", ward, date(2026, 11, 19))
        with pytest.raises(RegisterRefused) as refused:
            service.represent(connection, replace(new, person="vera"))
    assert refused.value.code == "representation-invalid"


@pytest.mark.parametrize(
    ("written", "kept"),
    [("8 (815) 255-01-42", "+78152550142"), ("+7 900 123-45-67", "+79001234567"), ("+44 20 7946 0018", None)],
)
def test_telephone_numbers_have_one_form(written: str, kept: str | None) -> None:
    assert phone.parse(written) == (kept or "+442079460018")


@pytest.mark.parametrize("written", ["", "12", "позвоните мне", "+7 000 000-00-00", "8" * 60])
def test_what_is_no_telephone_number_is_not_repeated(written: str) -> None:
    with pytest.raises(PhoneInvalid) as refused:
        phone.parse(written)
    assert not written or written not in str(refused.value)


def test_what_is_told_of_a_person_does_not_print_itself(region: Region) -> None:
    with region.database.maintenance() as connection:
        service.register(connection, VERA)
        file = service.personal_file(connection, "vera", "", date(2026, 11, 20))
    relation = Relation(person="vera", first_name="Вера", initial="Б.", relation="parent")
    for shown in (repr(VERA), repr(file), str(file), f"{file}", repr([file]), repr(relation)):
        for secret in ("Белова", "Вера", SNILS, "1961", "Победы"):
            assert secret not in shown
