"""What did not arrive, as an operator sees it."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy import update

from backend.bookings.tables import bookings
from backend.bookings.values import News
from backend.carriers.ports import LetterRefused
from backend.people.tables import people
from tests.backend.app_http import AppHttp, code_of
from tests.backend.bookings.house import House
from tests.backend.messages.post import PHONE, Post


def headers(post: Post, role: str = "operator") -> dict[str, str]:
    token = post.services.tokens.issue("anna", (role,), post.now)
    return {"Authorization": f"Bearer {token.access_token}"}


def unsent(post: Post, role: str = "operator") -> httpx.Response:
    return post.region.http.get("/v1/messages/unsent", headers=headers(post, role))


def fail_one(post: Post) -> None:
    post.sms.failures = [LetterRefused()]
    post.queue(post.message())
    post.send_all()


def test_a_failed_message_is_listed_without_text_and_address_until_it_is_settled(post: Post) -> None:
    fail_one(post)
    answer = unsent(post)
    (listed,) = answer.json()["messages"]
    assert (listed["about"], listed["code"], listed["channel"]) == ("12345678", "message-refused", "sms")
    assert PHONE not in answer.text
    settlement = f"/v1/messages/{listed['message']}/settlement"
    assert post.region.http.post(settlement, headers=headers(post)).status_code == 204
    assert unsent(post).json() == {"messages": []}
    again = post.region.http.post(settlement, headers=headers(post))
    assert (again.status_code, code_of(again)) == (404, "message-unknown")


def test_sent_and_waiting_ones_are_nobody_s_business(post: Post) -> None:
    post.queue(post.message("sent"))
    post.send_all()
    post.queue(post.message("waiting"))
    assert unsent(post).json() == {"messages": []}


def resend(post: Post, message: int = 1) -> httpx.Response:
    return post.region.http.post(f"/v1/messages/{message}/resending", headers=headers(post))


@pytest.fixture
def confirmation(post: Post) -> str:
    """Of a booking that stands, and did not arrive; whose it is."""
    post.region.http = AppHttp(post.services)
    house, person = House(post.region.database), post.person()
    house.resource()
    booked = house.book(house.slot(), person)
    post.run(lambda connection: post.office.tell(connection, [News("confirmed", booked)]))
    post.sms.failures = [LetterRefused()]
    post.send_all()
    return person


def test_sent_once_more_to_the_address_of_today(post: Post, confirmation: str) -> None:
    other = "+79730000099"
    change = update(people).where(people.c.person == confirmation).values(phone=other)
    post.run(lambda connection: connection.execute(change) and None)
    assert resend(post).status_code == 204
    post.send_all()
    assert [letter.to for letter in post.sms.letters] == [other]
    assert unsent(post).json() == {"messages": []}
    assert code_of(resend(post)) == "message-unknown", "it is looked after"


def test_what_is_true_no_more_is_not_sent_again(post: Post, confirmation: str) -> None:
    cancel = update(bookings).values(state="cancelled")
    post.run(lambda connection: connection.execute(cancel) and None)
    assert code_of(resend(post)) == "message-stale"
    assert len(unsent(post).json()["messages"]) == 1, "it waits for somebody to call"


@pytest.mark.parametrize("role", ["technician", "kiosk"])
def test_only_for_those_who_call_people_up(post: Post, role: str) -> None:
    assert code_of(unsent(post, role)) == "role-missing"


@pytest.mark.parametrize("number", ["0", "-1", "a", "99999999999999999999"])
def test_what_is_no_message(post: Post, number: str) -> None:
    answer = post.region.http.post(f"/v1/messages/{number}/settlement", headers=headers(post))
    assert code_of(answer) == "parameter-invalid"
