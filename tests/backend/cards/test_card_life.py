"""The life of a card: which steps fit, what is written down, one good card a person."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from backend.cards import service
from backend.cards.service import CardChangeRefused, Hand, NewCard
from backend.cards.tables import cards
from backend.cards.values import CardState
from tests.backend.region import START, Region

HAND = Hand("operator:anna", START, "просьба держателя")
TODAY = START.date()


def new_card(person: str, number: int, expires_on: date = date(2031, 11, 20)) -> NewCard:
    return NewCard(
        card=f"card-{number}",
        person=person,
        issuer="51",
        serial=f"{number:010d}",
        guid=f"{number:032x}",
        fingerprint_9e="9e" * 32,
        fingerprint_9a="9a" * 32,
        issued_on=date(2021, 1, 1),
        expires_on=expires_on,
    )


def test_a_card_is_issued_blocked_unblocked_lost_and_replaced(region: Region) -> None:
    person = region.person()
    with region.database.maintenance() as connection:
        assert service.issue(connection, new_card(person, 1), HAND).state is CardState.ACTIVE
        assert service.block(connection, "card-1", HAND).state is CardState.BLOCKED
        assert service.unblock(connection, "card-1", HAND).state is CardState.ACTIVE
        assert service.report_lost(connection, "card-1", HAND).state is CardState.LOST
        newer = service.replace(connection, "card-1", new_card(person, 2), HAND)
        old = service.find_by_identity(connection, "51", "0000000001")
        history = service.history(connection, "card-1")
    assert newer.replaces == "card-1"
    assert old is not None
    assert old.state is CardState.REPLACED
    assert [step.action for step in history] == ["issue", "block", "unblock", "report_lost", "replace"]
    assert [step.step for step in history] == [1, 2, 3, 4, 5]
    assert {(step.actor, step.reason, step.at) for step in history} == {(HAND.actor, HAND.reason, START)}


def test_a_lost_or_replaced_card_never_comes_back(region: Region) -> None:
    person = region.person()
    with region.database.maintenance() as connection:
        service.issue(connection, new_card(person, 1), HAND)
        service.report_lost(connection, "card-1", HAND)
        for change in (service.unblock, service.block, service.report_lost):
            with pytest.raises(CardChangeRefused) as refused:
                change(connection, "card-1", HAND)
            assert refused.value.code == "card-state-conflict"
        assert len(service.history(connection, "card-1")) == 2


def test_a_person_holds_one_good_card(region: Region) -> None:
    person = region.person()
    with region.database.maintenance() as connection:
        service.issue(connection, new_card(person, 1), HAND)
        with pytest.raises(CardChangeRefused) as refused:
            service.issue(connection, new_card(person, 2), HAND)
        assert refused.value.code == "card-already-active"
        service.block(connection, "card-1", HAND)
        service.issue(connection, new_card(person, 2), HAND)
        with pytest.raises(CardChangeRefused) as refused:
            service.unblock(connection, "card-1", HAND)
        assert refused.value.code == "card-already-active"


def test_the_index_holds_even_when_the_service_is_passed_by(region: Region) -> None:
    person = region.person()
    with region.database.maintenance() as connection:
        service.issue(connection, new_card(person, 1), HAND)
        service.block(connection, "card-1", HAND)
        service.issue(connection, new_card(person, 2), HAND)
    with pytest.raises(IntegrityError), region.database.maintenance() as connection:
        connection.execute(update(cards).where(cards.c.card == "card-1").values(state="active"))


def test_a_card_is_not_replaced_for_somebody_else(region: Region) -> None:
    person, other = region.person(), region.person("Петрова", "Анна")
    with region.database.maintenance() as connection:
        service.issue(connection, new_card(person, 1), HAND)
        with pytest.raises(CardChangeRefused) as refused:
            service.replace(connection, "card-1", new_card(other, 2), HAND)
        assert refused.value.code == "card-other-person"
        assert service.get(connection, "card-1").state is CardState.ACTIVE


def test_cards_past_their_last_day_expire(region: Region) -> None:
    people = [region.person(name, "Анна") for name in ("Белова", "Орлова")]
    with region.database.maintenance() as connection:
        service.issue(connection, new_card(people[0], 1, expires_on=TODAY), HAND)
        service.issue(connection, new_card(people[1], 2, expires_on=TODAY - timedelta(days=1)), HAND)
        assert service.expire_past(connection, TODAY, HAND) == 1
        assert service.expire_past(connection, TODAY, HAND) == 0
        assert service.get(connection, "card-1").state is CardState.ACTIVE
        assert service.get(connection, "card-2").state is CardState.EXPIRED


def test_a_record_does_not_print_whose_card_it_is(region: Region) -> None:
    person = region.person()
    with region.database.maintenance() as connection:
        record = service.issue(connection, new_card(person, 1), HAND)
    assert person not in repr(record)
    assert record.serial not in repr(record)
    assert record.guid not in repr(record)
    assert record.masked == f"•••• {record.serial[-4:]}"


def test_an_unknown_identity_is_nobodys_card(region: Region) -> None:
    with region.database.maintenance() as connection:
        assert service.find_by_identity(connection, "51", "999999") is None
        with pytest.raises(CardChangeRefused) as refused:
            service.block(connection, "no-such-card", HAND)
    assert refused.value.code == "card-not-found"
