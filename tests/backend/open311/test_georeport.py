"""GeoReport v2 as a client of the standard uses it, in both formats, on both databases."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from backend.cases.service.keeping import load
from backend.cases.tables import cases
from backend.interchange.registering import register_waiting
from backend.open311.tables import open311_requests
from content.call_topics import EMERGENCY
from tests.backend.open311.conftest import KEY, PACK, City, read_xml
from tests.backend.region import Region


def texts(region: Region, city: City) -> list[str]:
    """What the call centre reads."""
    with region.database.maintenance() as connection:
        numbers = connection.execute(select(cases.c.number).order_by(cases.c.number)).scalars().all()
        found = [load(connection, city.services.vault, number) for number in numbers]
    return [case.content.text.substance for case in found]


def test_everything_that_can_wait_is_offered_and_nothing_that_cannot(city: City) -> None:
    told = city.json("services")
    codes = [each["service_code"] for each in told]
    assert "utilities" in codes and len(codes) > 30
    urgent = {topic.id for topic in PACK.call_topics if topic.danger or topic.group == EMERGENCY}
    assert {"despair", "home-doctor"} <= urgent and (urgent | {"card-lost"}).isdisjoint(codes)
    one = told[codes.index("utilities")]
    assert one == {
        "service_code": "utilities",
        "service_name": "Плата за квартиру и свет",
        "description": one["description"],
        "metadata": True,
        "type": "realtime",
        "keywords": "жкх, жку, субсидия, коммуналка, долг за квартиру",
        "group": "Жильё",
    }
    xml = city.xml("services")
    assert xml.tag == "services"
    assert [each.findtext("service_code") for each in xml.findall("service")] == codes
    assert xml.findtext("service/metadata") == "true"


def test_a_definition_says_what_else_may_be_told(city: City) -> None:
    told = city.json("services/utilities")
    by_code = {each["code"]: each for each in told["attributes"]}
    assert told["service_code"] == "utilities"
    assert by_code["emergency"]["variable"] is False and "112" in by_code["emergency"]["description"]
    assert {"key": "Апатиты", "name": "Апатиты"} in by_code["town"]["values"]
    xml = city.xml("services/utilities")
    assert xml.tag == "service_definition"
    values = xml.findall("attributes/attribute[code='town']/values/value/key")
    assert "Апатиты" in [each.text for each in values]


def test_a_request_becomes_an_enquiry_and_can_be_followed(city: City, region: Region) -> None:
    number = city.asked(
        first_name="Мария",
        last_name="Иванова",
        phone="8 (921) 123-45-67",
        email="ivanova@mail.ru",
        address_string="ул. Ленина, 5",
        lat="68.97",
        long="33.08",
        **{"attribute[town]": "Апатиты", "attribute[convenient_time]": "после пяти"},
    )
    (text,) = texts(region, city)
    for part in ("Не приходит субсидия", "Апатиты", "68.97, 33.08", "8 (921) 123-45-67", "после пяти"):
        assert part in text
    (request,) = city.json(f"requests/{number}")
    assert (request["status"], request["service_code"]) == ("open", "utilities")
    assert request["service_name"] == "Плата за квартиру и свет"
    assert request["expected_datetime"].endswith("T23:59:59+03:00")
    assert request["requested_datetime"] == "2026-11-20T12:00:00+03:00"
    assert city.xml(f"requests/{number}").findtext("request/service_request_id") == number
    assert [each["service_request_id"] for each in city.json("requests")] == [number]


def test_nobody_reads_what_was_written_or_by_whom(city: City) -> None:
    number = city.asked(
        description="У меня диабет", last_name="Иванова", phone="89211234567", lat="68", long="33"
    )
    for answer in (city.get(f"requests/{number}.json"), city.get("requests.xml"), city.get("requests.json")):
        assert not any(word in answer.text for word in ("диабет", "Иванова", "8921", "68.0"))


def test_a_closed_enquiry_is_a_closed_request(city: City, region: Region) -> None:
    number = city.asked()
    with region.database.maintenance() as connection:
        connection.execute(cases.update().values(state="closed"))
    (request,) = city.json(f"requests/{number}")
    assert (request["status"], request["expected_datetime"]) == ("closed", None)
    assert city.json("requests", status="open") == []
    assert len(city.json("requests", status="open,closed")) == 1


def test_in_batches_a_token_stands_for_the_number_until_it_is_there(region: Region) -> None:
    city = City(region, batch=True)
    assert {each["type"] for each in city.json("services")} == {"batch"}
    (accepted,) = city.post().json()
    assert "service_request_id" not in accepted
    token = accepted["token"]
    (waits,) = city.json(f"tokens/{token}")
    assert (waits["service_request_id"], waits["token"]) == (None, token)
    assert city.json("requests") == []
    assert asyncio.run(register_waiting(city.services)) == 1
    assert asyncio.run(register_waiting(city.services)) == 0
    (done,) = city.json(f"tokens/{token}")
    assert len(city.json(f"requests/{done['service_request_id']}")) == 1
    xml = city.xml(f"tokens/{token}")
    assert xml.findtext("request/service_request_id") == done["service_request_id"]
    with region.database.maintenance() as connection:
        assert connection.execute(select(open311_requests.c.sealed)).scalar_one() is None


def test_other_enquiries_are_nobodys_business(city: City, region: Region) -> None:
    number = city.asked()
    with region.database.maintenance() as connection:
        connection.execute(open311_requests.delete())
    assert city.get(f"requests/{number}.json").status_code == 404


def test_requests_are_found_by_time_kind_and_number(city: City, region: Region) -> None:
    first = city.asked()
    region.clock.forward(days=40)
    second = city.asked(service_code="medicines")
    assert [each["service_request_id"] for each in city.json("requests")] == [second, first]
    assert [each["service_request_id"] for each in city.json("requests", service_code="medicines")] == [
        second
    ]
    since = (region.clock.now - timedelta(days=1)).isoformat()
    assert [each["service_request_id"] for each in city.json("requests", start_date=since)] == [second]
    both = city.json("requests", service_request_id=f"{first},{second}")
    assert {each["service_request_id"] for each in both} == {first, second}
    region.clock.forward(days=60)
    assert [each["service_request_id"] for each in city.json("requests")] == [second]


def test_sent_twice_with_a_key_of_the_clients_is_one_request(city: City) -> None:
    once = "0123456789abcdef"
    numbers = {city.post(once=once).json()[0]["service_request_id"] for _ in range(2)}
    assert len(numbers) == 1
    changed = city.post(once=once, description="Другое")
    assert changed.status_code == 409
    assert len(city.json("requests")) == 1


def test_a_lost_key_cannot_fill_the_desk(region: Region) -> None:
    city = City(region, most_an_hour=2)
    once = "0123456789abcdef"
    city.post(once=once)
    city.post()
    refused = city.post()
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "3600")
    assert city.post(once=once).status_code == 200, "what was taken in is told again"
    assert len(city.json("requests")) == 2
    region.clock.forward(hours=1, seconds=1)
    assert city.post().status_code == 200


def test_discovery_names_the_endpoint(city: City) -> None:
    answer = city.http.get("/open311/discovery.json")
    (endpoint,) = answer.json()["endpoints"]
    assert endpoint["url"] == "https://backend/open311/v2"
    xml = read_xml(city.http.get("/open311/discovery.xml"))
    assert xml.findtext("endpoints/endpoint/formats/format") == "text/xml"


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"api_key": "-"}, 403, "api_key"),
        ({"api_key": "x" * 32}, 403, "api_key"),
        ({"service_code": "-"}, 400, "service_code was not provided"),
        ({"service_code": "potholes"}, 404, "service_code provided was not found"),
        ({"service_code": "danger-now"}, 404, "service_code provided was not found"),
        ({"jurisdiction_id": "elsewhere.example"}, 404, "jurisdiction_id provided was not found"),
        ({"description": "-"}, 400, "description was not provided"),
        ({"description": "я" * 4_001}, 400, "description does not fit"),
        ({"email": "no address"}, 400, "email does not fit"),
        ({"lat": "68"}, 400, "long was not provided"),
        ({"lat": "nan", "long": "33"}, 400, "lat does not fit"),
        ({"lat": "91", "long": "33"}, 400, "lat does not fit"),
        ({"attribute[town]": "Атлантида"}, 400, "attribute[town] does not fit"),
        ({"attribute[secret]": "1"}, 400, "attribute[secret] does not fit"),
        ({"phone": "1" * 100}, 400, "phone does not fit"),
    ],
)
def test_refusals_are_told_in_the_standards_form(
    fields: dict[str, str], status: int, words: str, city: City
) -> None:
    for form in ("json", "xml"):
        answer = city.post(form, "", **fields)
        assert answer.status_code == status, answer.text
        if form == "json":
            (error,) = answer.json()
            told = (error["code"], error["description"])
        else:
            (element,) = read_xml(answer).findall("error")
            told = (int(element.findtext("code") or 0), element.findtext("description") or "")
        assert told[0] == status and words in told[1]
    assert city.json("requests") == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("services/potholes.xml", 404),
        ("requests/26-999999.xml", 404),
        ("requests/..%2f..%2fetc.xml", 404),
        ("tokens/none.xml", 404),
        ("requests.xml?start_date=yesterday", 400),
        ("requests.xml?start_date=9999-12-30T00:00:00Z", 400),
        ("requests.xml?end_date=0001-01-02T00:00:00Z", 400),
        ("requests.xml?start_date=2026-01-01T00:00:00Z&end_date=2026-11-01T00:00:00Z", 400),
        ("requests.xml?status=pending", 400),
        ("requests.xml?service_request_id=1%27%20OR%201=1", 400),
        ("services.csv", 404),
        ("nothing.xml", 404),
    ],
)
def test_what_is_not_there_is_an_error_of_the_standard(path: str, status: int, city: City) -> None:
    answer = city.http.get(f"/open311/v2/{path}")
    assert answer.status_code == status
    assert read_xml(answer).findtext("error/code") == str(status)


def test_a_wrong_method_too(city: City) -> None:
    answer = city.http.delete("/open311/v2/services.json")
    assert (answer.status_code, answer.json()[0]["code"]) == (405, 405)


HOSTILE = ']]></description><x>&amp;&lt;!ENTITY a SYSTEM "file:///etc/passwd">\u202e\ufffe\x0b<script>'
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c SYSTEM "file:///etc/passwd">]><r>&b;&c;</r>'
)


def test_hostile_words_are_words(city: City, region: Region) -> None:
    city.asked(description=HOSTILE, last_name=HOSTILE[:40])
    (text,) = texts(region, city)
    assert HOSTILE in text
    read_xml(city.get("requests.xml"))  # well-formed still


@pytest.mark.parametrize("kind", ["text/xml", "application/xml", "application/json", "text/plain", ""])
def test_a_body_of_xml_is_never_read(kind: str, city: City) -> None:
    answer = city.http.post(
        f"/open311/v2/requests.xml?api_key={KEY}", content=BOMB.encode(), headers={"Content-Type": kind}
    )
    assert answer.status_code == 415
    assert "passwd" not in answer.text
    read_xml(answer)


def test_a_body_too_large_is_refused_in_the_same_form(city: City) -> None:
    answer = city.post("xml", description="я" * 40_000)
    assert answer.status_code == 413
    assert read_xml(answer).findtext("error/code") == "413"


def test_a_field_twice_or_with_a_nul_is_refused(city: City) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for body in ("service_code=a&service_code=b", "description=%00", "description=%ff"):
        answer = city.http.post("/open311/v2/requests.json", content=f"api_key={KEY}&{body}", headers=kind)
        assert answer.status_code == 400


def test_a_jurisdiction_of_ours_is_taken(region: Region) -> None:
    city = City(region, jurisdiction="murman.example")
    assert city.json("services", jurisdiction_id="murman.example")
    assert city.get("services.json", jurisdiction_id="other.example").status_code == 404


def test_without_keys_nobody_sends(region: Region) -> None:
    assert region.http.post("/open311/v2/requests.json", data={"api_key": ""}).status_code == 403


def test_nothing_of_a_request_stands_in_the_log(city: City, region: Region) -> None:
    city.asked(description="У меня диабет", last_name="Иванова")
    assert not any(word in region.log.getvalue() for word in ("диабет", "Иванова", KEY))
