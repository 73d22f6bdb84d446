"""What did not arrive, as an operator sees it."""

from __future__ import annotations

import httpx
import pytest

from backend.carriers.ports import LetterRefused
from tests.backend.messages.post import PHONE, Post
from tests.backend.region import code_of


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


@pytest.mark.parametrize("role", ["technician", "kiosk"])
def test_only_for_those_who_call_people_up(post: Post, role: str) -> None:
    assert code_of(unsent(post, role)) == "role-missing"


@pytest.mark.parametrize("number", ["0", "-1", "a", "99999999999999999999"])
def test_what_is_no_message(post: Post, number: str) -> None:
    answer = post.region.http.post(f"/v1/messages/{number}/settlement", headers=headers(post))
    assert code_of(answer) == "parameter-invalid"
