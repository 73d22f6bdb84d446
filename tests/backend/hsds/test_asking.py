"""The HSDS API as a client of the standard uses it: pages, filters, typos, ndjson, refusals."""

from __future__ import annotations

import json

import pytest

from backend.hsds.finder import Finder
from tests.backend.app_http import AppHttp

PAGE = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"}
LISTS = ["services", "organizations", "service_at_locations", "locations", "taxonomies", "taxonomy_terms"]


def test_it_says_which_version_it_is(http: AppHttp) -> None:
    told = http.get("/hsds/v3/").json()
    assert told["version"] == "3.0"
    assert told["openapi_url"].endswith("/openapi.json")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_paged_and_each_record_can_be_read(name: str, http: AppHttp) -> None:
    page = http.get(f"/hsds/v3/{name}", params={"per_page": "3"}).json()
    assert set(page) == PAGE
    assert (page["size"], page["first_page"], page["empty"]) == (min(3, page["total_items"]), True, False)
    last = http.get(f"/hsds/v3/{name}", params={"per_page": "3", "page": str(page["total_pages"])}).json()
    assert last["last_page"] and 0 < last["size"] <= 3
    beyond = http.get(f"/hsds/v3/{name}", params={"per_page": "3", "page": "999999"}).json()
    assert beyond["empty"] and beyond["contents"] == []
    for record in page["contents"]:
        answer = http.get(f"/hsds/v3/{name}/{record['id']}")
        assert answer.status_code == 200 and answer.json()["id"] == record["id"]


def test_pages_together_are_everything_once(http: AppHttp, finder: Finder) -> None:
    seen: list[str] = []
    page, last = 1, False
    while not last:
        told = http.get("/hsds/v3/services", params={"page": str(page), "per_page": "40"}).json()
        seen += [each["id"] for each in told["contents"]]
        page, last = page + 1, told["last_page"]
    assert seen == list(finder.directory.services)


def test_a_list_holds_no_lists_unless_full_is_asked_for(http: AppHttp) -> None:
    plain = http.get("/hsds/v3/services", params={"per_page": "5"}).json()["contents"]
    assert not any(isinstance(value, list) for record in plain for value in record.values())
    full = http.get("/hsds/v3/services", params={"per_page": "5", "full": "true"}).json()["contents"]
    assert all(record["attributes"] for record in full)
    minimal = http.get("/hsds/v3/services", params={"minimal": "true"}).json()
    assert minimal["last_page"] and all(set(record) == {"id"} for record in minimal["contents"])


def test_a_search_forgives_typos(http: AppHttp) -> None:
    found = http.get("/hsds/v3/services", params={"search": "материнский копитал"}).json()["contents"]
    assert "атеринский капитал" in found[0]["name"]


def test_a_term_and_a_taxonomy_choose_services(http: AppHttp) -> None:
    terms = http.get("/hsds/v3/taxonomy_terms", params={"search": "здоров"}).json()["contents"]
    some = http.get("/hsds/v3/services", params={"taxonomy_term_id": terms[0]["id"], "full": "true"}).json()
    assert some["total_items"] > 0
    for record in some["contents"]:
        assert terms[0]["id"] in [each["taxonomy_term_id"] for each in record["attributes"]]
    of_taxonomy = {"taxonomy_id": terms[0]["taxonomy_id"]}
    assert http.get("/hsds/v3/services", params=of_taxonomy).json()["total_items"] >= some["total_items"]


def test_an_organization_names_its_services(http: AppHttp) -> None:
    region = http.get("/hsds/v3/organizations", params={"per_page": "1"}).json()["contents"][0]
    bare = http.get(f"/hsds/v3/organizations/{region['id']}").json()
    assert set(bare["services"][0]) == {"id"}
    whole = http.get(f"/hsds/v3/organizations/{region['id']}", params={"full_service": "true"}).json()
    assert whole["services"][0]["name"]


def test_ndjson_is_a_line_a_record(http: AppHttp) -> None:
    answer = http.get("/hsds/v3/locations", params={"format": "ndjson"})
    assert answer.headers["content-type"] == "application/x-ndjson"
    lines = answer.text.splitlines()
    assert len(lines) == http.get("/hsds/v3/locations").json()["total_items"]
    assert all(json.loads(line)["id"] for line in lines)


def test_what_has_not_changed_is_not_sent_again(http: AppHttp) -> None:
    first = http.get("/hsds/v3/services")
    again = http.get("/hsds/v3/services", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("services", {"postcode": "183000"}),
        ("services", {"page": "0"}),
        ("services", {"page": "-1"}),
        ("services", {"page": "٣"}),
        ("services", {"per_page": "many"}),
        ("services", {"full": "yes"}),
        ("services", {"format": "xml"}),
        ("services", {"modified_after": "yesterday"}),
        ("services", {"search": "я" * 300}),
        ("service_at_locations", {"proximity": "100"}),
        ("taxonomies", {"full": "true"}),
    ],
)
def test_what_is_not_offered_is_refused(name: str, query: dict[str, str], http: AppHttp) -> None:
    answer = http.get(f"/hsds/v3/{name}", params=query)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["at"] == next(iter(query))


def test_a_parameter_twice_is_refused(http: AppHttp) -> None:
    assert http.get("/hsds/v3/services?page=1&page=2").status_code == 422


def test_no_record_is_no_answer(http: AppHttp) -> None:
    assert http.get("/hsds/v3/services/11111111-1111-5111-8111-111111111111").status_code == 404
    assert http.get("/hsds/v3/services/%2e%2e%2fetc").status_code == 404
