"""Wrong sign-ins are counted by the browser's address: one address does not hold up the others."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from backend.operators import service as operators
from backend.region_ca import CA_CERTIFICATE_FILE
from callcenter import wrong_tries
from callcenter.wrong_tries import MOST_ADDRESSES, MOST_WRONG, WINDOW, WrongTries, place_of
from tests.callcenter.consoles import ConsoleInTest, code_on, sign_in

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@contextmanager
def browser_at(console: ConsoleInTest, address: str) -> Iterator[httpx.Client]:
    trust = ssl.create_default_context(cafile=console.folder / CA_CERTIFICATE_FILE)
    transport = httpx.HTTPTransport(verify=trust, local_address=address)
    with httpx.Client(base_url=console.address, transport=transport, follow_redirects=True) as client:
        yield client


@pytest.mark.slow
def test_an_attacker_at_one_address_does_not_hold_up_the_others(console: ConsoleInTest) -> None:
    """Without the limit, four times as many tries as a browser has would stop the whole console."""
    account = console.account()
    assert MOST_WRONG * 4 <= operators.WRONG_TRIES_OF_AN_ADDRESS
    with browser_at(console, "127.0.0.2") as attacker:
        for number in range(operators.WRONG_TRIES_OF_AN_ADDRESS):
            page = sign_in(console, attacker, account, login=f"guess-{number}", password="wrong password")
            assert (page.status_code == 429) == (number >= MOST_WRONG)
        assert code_on(page) == "too-many-attempts"
        assert int(page.headers["Retry-After"]) == WINDOW.total_seconds()
    with browser_at(console, "127.0.0.3") as operator:
        assert sign_in(console, operator, account).url.path == "/kiosks"


@pytest.mark.slow
def test_the_control_without_the_limit_the_attacker_stops_the_console(
    console: ConsoleInTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wrong_tries, "MOST_WRONG", 2 * operators.WRONG_TRIES_OF_AN_ADDRESS)
    account = console.account()
    with browser_at(console, "127.0.0.2") as attacker:
        for number in range(operators.WRONG_TRIES_OF_AN_ADDRESS):
            sign_in(console, attacker, account, login=f"guess-{number}", password="wrong password")
    with browser_at(console, "127.0.0.3") as operator:
        assert code_on(sign_in(console, operator, account)) == "too-many-attempts"


@pytest.mark.slow
def test_right_sign_ins_count_for_nothing(console: ConsoleInTest, browser: httpx.Client) -> None:
    account = console.account()
    for _ in range(MOST_WRONG + 1):
        assert sign_in(console, browser, account).url.path == "/kiosks"
        browser.cookies.clear()
        console.region.clock.forward(seconds=30)  # a one-time code is good once


def test_the_tries_are_forgotten_after_the_window() -> None:
    tries = WrongTries()
    assert all(tries.may_try("10.0.0.1", NOW) for _ in range(MOST_WRONG))
    assert not tries.may_try("10.0.0.1", NOW + WINDOW - timedelta(seconds=1))
    assert tries.may_try("10.0.0.1", NOW + WINDOW)


def test_tries_at_the_same_time_are_counted_before_they_are_judged() -> None:
    tries = WrongTries()
    begun = [tries.may_try("10.0.0.1", NOW) for _ in range(MOST_WRONG * 2)]
    assert begun.count(True) == MOST_WRONG
    tries.was_not_wrong("10.0.0.1", NOW)
    assert tries.may_try("10.0.0.1", NOW)


def test_an_ipv6_site_is_one_place_and_a_mapped_address_its_own() -> None:
    assert place_of("2001:db8:0:1::1") == place_of("2001:db8:0:1:ffff::2") != place_of("2001:db8:0:2::1")
    assert place_of("::ffff:10.0.0.1") == place_of("10.0.0.1") != place_of("::ffff:10.0.0.2")


def test_the_memory_is_bounded() -> None:
    tries = WrongTries()
    for number in range(MOST_ADDRESSES + 1):
        assert tries.may_try(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", NOW)
    assert len(tries._tries) == MOST_ADDRESSES
