"""«Кто звонит» and «Дело человека»: candidates, search, ways to be sure, what a level closes, a lost card."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import httpx
import pytest

from backend.cards import service as cards
from backend.cards.values import CardState
from backend.operators.values import Role
from tests.backend.identification.call import PHONE
from tests.callcenter.callers import Operator
from tests.callcenter.consoles import ConsoleInTest, asked_of_backend, code_on, form_key, sign_in

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202eолеН"


@pytest.fixture
def olga(console: ConsoleInTest) -> Operator:
    return Operator(console)


@pytest.fixture
def desk(console: ConsoleInTest, olga: Operator, browser: httpx.Client) -> httpx.Client:
    sign_in(console, browser, olga.account)
    return browser


def caller(contact: str) -> str:
    return f"/contacts/{contact}/caller"


def send(desk: httpx.Client, to: str, page: httpx.Response, /, **fields: str) -> httpx.Response:
    return desk.post(to, data={"form_key": form_key(page), **fields})


def once_on(page: httpx.Response) -> str:
    found = re.search(r'name="once" value="([0-9a-f]{32})"', page.text)
    assert found, page.text
    return found[1]


def test_everybody_with_the_number_is_shown_masked_and_nobody_is_chosen(
    desk: httpx.Client, olga: Operator
) -> None:
    mother, son = olga.enter(), olga.enter("Соколов", first_name="Пётр", sex="m")
    contact = olga.rings("8 (815) 255-01-42")
    page = desk.get(caller(contact))
    assert page.status_code == 200
    assert page.text.count('name="as" value="self"') == 2
    for hidden in ("Анна", "Пётр", "Викторовна", "Полярная"):
        assert hidden not in page.text
    assert "Соколова\xa0А.\xa0В." in unescape(page.text)
    assert ("person.candidate", "caller") in olga.journal(mother)
    assert ("person.candidate", "caller") in olga.journal(son)
    assert "Что можно сейчас" not in page.text  # nobody is known yet


def test_two_calls_of_the_api_a_page(desk: httpx.Client, olga: Operator, console: ConsoleInTest) -> None:
    person, contact = olga.enter(), olga.rings()
    page = desk.get(caller(contact))
    asks: dict[str, Callable[[], httpx.Response]] = {
        "show": lambda: desk.get(caller(contact)),
        "search": lambda: send(desk, f"{caller(contact)}/search", page, name="Соколова"),
        "unread": lambda: send(desk, f"{caller(contact)}/data", page, birth_date="вчера"),
        "wrong": lambda: send(desk, f"{caller(contact)}/data", page, birth_date="1.1.1901", house="Мира 1"),
        "file": lambda: desk.get(f"/contacts/{contact}/file"),
        "look": lambda: desk.get(f"/contacts/{contact}/file?purpose=other&parts=name.bookings"),
        "earlier": lambda: desk.get(f"/contacts/{contact}/earlier"),
    }
    olga.chooses(contact, person)
    for what, ask in asks.items():
        before = len(asked_of_backend(console))
        ask()
        assert 0 < len(asked_of_backend(console)) - before <= 2, what


def test_a_search_with_slips_keeps_what_was_typed_and_stands_in_no_address(
    desk: httpx.Client, olga: Operator, console: ConsoleInTest
) -> None:
    olga.enter()
    contact = olga.rings("")
    page = desk.get(caller(contact))
    told = {"name": "Сакалова Ана", "birth_date": "07 04 1951", "address": "Палярная 12"}
    found = send(desk, f"{caller(contact)}/search", page, **told)
    assert found.status_code == 200
    assert found.text.count('name="as" value="self"') == 1
    for value in told.values():
        assert f'value="{value}"' in found.text
        assert value not in str(found.url)
        assert value not in console.log.getvalue()
        assert value not in console.region.log.getvalue()
    assert "имя" in found.text


def test_nothing_told_an_unread_date_and_no_number_are_named_and_nothing_is_lost(
    desk: httpx.Client, olga: Operator
) -> None:
    contact = olga.rings("")
    page = desk.get(caller(contact))
    for fields, code, status in (
        ({"name": "  "}, "search-empty", 422),
        ({"name": "Орлова", "birth_date": "31.02.1950"}, "date-unread", 422),
        ({"name": "Орлова", "phone": "112"}, "phone-invalid", 422),
        ({"name": "Орлова" * 40}, "body-invalid", 422),
    ):
        refused = send(desk, f"{caller(contact)}/search", page, **fields)
        assert (code_on(refused), refused.status_code) == (code, status)
        assert f'value="{fields["name"]}"' in refused.text


def test_a_candidate_becomes_the_person_and_then_somebody_else_speaks(
    desk: httpx.Client, olga: Operator
) -> None:
    mother = olga.enter()
    child = olga.enter("Соколов", first_name="Пётр", sex="m", birth_date=date(2016, 5, 1))
    contact = olga.rings()
    page = desk.get(caller(contact))
    chosen = send(desk, f"{caller(contact)}/choose", page, chosen=child, **{"as": "self"})
    assert str(chosen.url).endswith("?done=chosen")
    assert "за себя" in chosen.text
    others = desk.get(f"{caller(contact)}?others=yes")
    fields = {"person": child, "speaker": child, "relation": "self", "as": "speaker"}
    spoken = send(desk, f"{caller(contact)}/choose", others, chosen=mother, **fields)
    assert "Регистр не знает, что говорящий вправе" in spoken.text
    relation = {"person": child, "speaker": mother, "relation": "guardian"}
    refused = send(desk, f"{caller(contact)}/speaks", spoken, **relation)
    assert code_on(refused) == "contact-ground-missing"
    saved = send(desk, f"{caller(contact)}/speaks", spoken, **relation, ground="акт опеки № 12")
    assert 'value="акт опеки № 12"' in saved.text
    olga.console.region.represents(mother, child)
    assert "Регистр не знает, что говорящий вправе" not in desk.get(caller(contact)).text


def test_data_wrong_then_right_and_then_the_lock(desk: httpx.Client, olga: Operator) -> None:
    person, contact = olga.enter(), olga.rings()
    olga.chooses(contact, person)
    page = desk.get(caller(contact))
    assert "«Назовите дату рождения.»" in page.text
    for wrong in ({"birth_date": "08.04.1951", "house": "Полярная 12"},) * 2:
        refused = send(desk, f"{caller(contact)}/data", page, **wrong)
        assert (code_on(refused), refused.status_code) == ("identification-failed", 403)
        assert 'value="08.04.1951"' in refused.text
    few = send(desk, f"{caller(contact)}/data", page, birth_date="07041951", snils_end="12")
    assert code_on(few) == "digits-too-few"
    done = send(desk, f"{caller(contact)}/data", page, birth_date="07041951", house="улица Палярная 12")
    assert str(done.url).endswith("?done=data")
    assert "Подтверждён по данным" in done.text
    for _ in range(3):
        send(desk, f"{caller(contact)}/code-word", done, word="не то слово")
    locked = send(desk, f"{caller(contact)}/code-word", done, word="ещё одно")
    assert (code_on(locked), locked.status_code) == ("too-many-attempts", 429)
    assert "Ответы временно не принимаются" in desk.get(caller(contact)).text


def test_the_code_word_is_never_shown_again(desk: httpx.Client, olga: Operator) -> None:
    person, contact = olga.enter(), olga.rings()
    olga.chooses(contact, person)
    olga.sets_word(person, "северный олень")
    page = desk.get(caller(contact))
    refused = send(desk, f"{caller(contact)}/code-word", page, word="южный олень")
    assert code_on(refused) == "identification-failed"
    assert "южный" not in refused.text
    done = send(desk, f"{caller(contact)}/code-word", page, word="Северный Олень")
    assert "Кодовое слово подошло" in done.text
    assert "олень" not in done.text.casefold().replace("кодовое слово", "")


def test_calling_back_opens_a_contact_to_the_registered_number(desk: httpx.Client, olga: Operator) -> None:
    person = olga.enter()
    contact = olga.rings("+7 900 000-00-00")
    olga.chooses(contact, person)
    page = desk.get(caller(contact))
    key = once_on(page)
    dialling = send(desk, f"{caller(contact)}/ring", page, once=key)
    assert str(dialling.url) != str(page.url)
    assert "8\xa0815\xa02" in unescape(dialling.text) or "255" in dialling.text  # the registered number
    again = send(desk, f"{caller(contact)}/ring", page, once=once_on(desk.get(caller(contact))))
    assert again.url == dialling.url
    back = str(dialling.url).rsplit("/", 2)[1]
    early = send(desk, f"{caller(back)}/call-back", dialling)
    assert code_on(early) == "identification-number-other"
    olga.sends("POST", f"/v1/desk/contacts/{back}/steps", {"step": "answer"})
    done = send(desk, f"{caller(back)}/call-back", dialling)
    assert "Подтверждено обратным звонком" in done.text
    assert "Больше ничего не нужно" in done.text


def test_what_a_level_closes_is_shown_with_what_would_open_it(desk: httpx.Client, olga: Operator) -> None:
    person, contact = olga.enter(), olga.rings()
    olga.chooses(contact, person)
    page = desk.get(f"/contacts/{contact}/file")
    text = unescape(page.text)
    assert 'name="parts"' not in text
    assert f'href="/contacts/{contact}/caller#way-code_word">Откроет: Подтверждён по кодовому слову' in text
    assert "Только на приёме с документами" in text
    assert "Вернуть карту пока нельзя" in text
    refused = desk.get(f"/contacts/{contact}/file?purpose=other&parts=entitlements")
    assert (code_on(refused), refused.status_code) == ("identification-too-low", 403)
    assert olga.journal(person).count(("person.view", "other")) == 0


def test_only_the_parts_that_were_asked_for_are_looked_at(desk: httpx.Client, olga: Operator) -> None:
    person, contact = olga.enter(), olga.rings()
    olga.chooses(contact, person)
    olga.console.region.award(person, ["monthly-cash-disabled"])
    olga.level(contact, "code_word")
    masked = unescape(desk.get(f"/contacts/{contact}/file").text)
    assert "Викторовна" not in masked
    assert 'name="parts" value="entitlements"' in masked
    shown = unescape(desk.get(f"/contacts/{contact}/file?purpose=payment-late&parts=entitlements").text)
    assert "Почему" in shown
    assert "Викторовна" not in shown
    views = [line for line in olga.journal(person) if line[0].startswith("person.view")]
    assert views == [("person.view.entitlements", "payment-late")]
    both = unescape(desk.get(f"/contacts/{contact}/file?purpose=payment-late&parts=name.entitlements").text)
    assert "Соколова Анна Викторовна" in both
    desk.get(f"/contacts/{contact}/file?purpose=payment-late&parts=categories")
    assert ("person.view.categories", "payment-late") not in olga.journal(person)


def test_a_lost_card_is_blocked_at_once_and_given_back_only_when_sure(
    desk: httpx.Client, olga: Operator
) -> None:
    person, contact = olga.enter(), olga.rings("")
    card = olga.console.region.card_of(person).card
    page = desk.get(f"/contacts/{contact}/file")
    told = {"last_name": "соколова", "first_name": "анна", "birth_date": "08.04.1951"}
    wrong = send(desk, f"/contacts/{contact}/file/block", page, **told)
    assert code_on(wrong) == "identification-failed"
    assert 'value="соколова"' in wrong.text
    done = send(desk, f"/contacts/{contact}/file/block", page, **{**told, "birth_date": "7.4.1951"})
    assert "больше не работает" in done.text

    def state() -> CardState:
        with olga.console.region.database.maintenance() as connection:
            return cards.get(connection, card).state

    assert state() is CardState.BLOCKED
    olga.chooses(contact, person)
    olga.level(contact, "code_word")
    weak = send(desk, f"/contacts/{contact}/file/unblock", page, person=person)
    assert code_on(weak) == "identification-too-low"
    assert state() is CardState.BLOCKED
    olga.level(contact, "call_back")
    back = send(desk, f"/contacts/{contact}/file/unblock", page, person=person)
    assert "Карта снова работает" in back.text
    assert state() is CardState.ACTIVE


def test_who_stays_unnamed_has_no_number_any_more(desk: httpx.Client, olga: Operator) -> None:
    olga.enter()
    contact = olga.rings()
    unnamed = send(desk, f"{caller(contact)}/unnamed", desk.get(caller(contact)))
    assert "Номер стёрт" in unnamed.text
    assert 'name="as" value="self"' not in desk.get(caller(contact)).text


def test_hostile_names_and_notes_are_only_text(desk: httpx.Client, olga: Operator) -> None:
    person = olga.enter(HOSTILE[:70], first_name="<b>Ю", address=HOSTILE)
    first = olga.rings()
    olga.chooses(first, person)
    notes = HOSTILE * 120
    olga.sends("PUT", f"/v1/desk/contacts/{first}/notes", {"notes": notes, "version": 0})
    contact = olga.rings()
    olga.chooses(contact, person)
    olga.level(contact, "call_back")
    everything = "name.address.entitlements.possible.categories.cards.represented.bookings.requests"
    for address in (
        caller(contact),
        f"{caller(contact)}?others=yes",
        f"/contacts/{contact}/file?purpose=other&parts={everything}",
        f"/contacts/{contact}/earlier",
    ):
        page = desk.get(address)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "<b>Ю" not in page.text
    assert "&lt;script&gt;alert" in page.text
    found = send(desk, f"{caller(contact)}/search", page, name=HOSTILE, address='"><svg onload=alert(3)>')
    assert "<svg" not in found.text


def test_a_case_worker_sets_a_word_and_nobody_else_may(console: ConsoleInTest, browser: httpx.Client) -> None:
    nina = Operator(console, (Role.CASE_WORKER,), "nina")
    person = nina.enter()
    sign_in(console, browser, nina.account)
    page = browser.get("/code-words")
    found = send(browser, "/code-words/search", page, name="Соклова")
    assert "Соколова\xa0А.\xa0В." in unescape(found.text)
    told = {"name": "Соклова", "person_at_desk": person}
    refused = send(browser, "/code-words/set", found, **told, word="Соколова")
    assert code_on(refused) == "code-word-invalid"
    assert f'value="{person}" required checked' in refused.text
    unchosen = send(browser, "/code-words/set", found, name="Соклова", word="северный олень")
    assert code_on(unchosen) == "person-unchosen"
    done = send(browser, "/code-words/set", found, **told, word="северный олень")
    assert "Слово записано" in done.text
    assert "олень" not in done.text
    olga = Operator(console)
    contact = olga.rings()
    olga.chooses(contact, person)
    with console.browser() as other:
        sign_in(console, other, olga.account)
        assert other.get("/code-words").status_code == 403
        page = other.get(caller(contact))
        assert (
            "Кодовое слово подошло"
            in send(other, f"{caller(contact)}/code-word", page, word="Северный олень").text
        )


def test_a_colleagues_contact_shows_nothing(
    desk: httpx.Client, olga: Operator, console: ConsoleInTest
) -> None:
    vera = Operator(console, login="vera")
    person, contact = vera.enter(), vera.rings(PHONE)
    vera.chooses(contact, person)
    for tab in ("caller", "file", "earlier"):
        refused = desk.get(f"/contacts/{contact}/{tab}")
        assert code_on(refused) == "contact-not-yours"
        assert "Соколова" not in refused.text
