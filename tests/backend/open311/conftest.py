"""A region that offers its topics over Open311, on each database; and a client of the standard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

from backend.cases.rulebook import rulebook_of
from backend.open311.values import front_of, group_labels
from backend.services import Services
from content.cache import load_or_compile
from content.call_topics import GROUPS
from content.catalogues import words
from tests.backend.app_http import AppHttp
from tests.backend.region import Region

KEY = "k" * 32
PACK = load_or_compile("ru-mur")
LABELS = group_labels(words("ru"), GROUPS)


@dataclass
class City:
    """An app of the city that speaks GeoReport v2."""

    region: Region
    batch: bool = False
    jurisdiction: str = ""
    most_an_hour: int = 600

    def __post_init__(self) -> None:
        front = front_of(PACK, LABELS, {"city-app": KEY}, self.jurisdiction, batch=self.batch)
        front = replace(front, most_an_hour=self.most_an_hour)
        self.services: Services = replace(self.region.services, open311=front, case_rules=rulebook_of(PACK))
        self.http = AppHttp(self.services)

    def get(self, path: str, **query: str) -> httpx.Response:
        return self.http.get(f"/open311/v2/{path}", params=query)

    def json(self, path: str, **query: str) -> Any:
        answer = self.get(f"{path}.json", **query)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/json; charset=utf-8"
        return answer.json()

    def xml(self, path: str, **query: str) -> ElementTree.Element:
        answer = self.get(f"{path}.xml", **query)
        assert answer.status_code == 200, answer.text
        return read_xml(answer)

    def post(self, form: str = "json", once: str = "", **fields: str) -> httpx.Response:
        sent = {"api_key": KEY, "service_code": "utilities", "description": "Не приходит субсидия", **fields}
        kept = {name: value for name, value in sent.items() if value != "-"}
        headers = {"Idempotency-Key": once} if once else {}
        return self.http.post(f"/open311/v2/requests.{form}", data=kept, headers=headers)

    def asked(self, **fields: str) -> str:
        """The number of a new request."""
        answer = self.post("json", "", **fields)
        assert answer.status_code == 200, answer.text
        (request,) = answer.json()
        return str(request["service_request_id"])


def read_xml(answer: httpx.Response) -> ElementTree.Element:
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
    assert answer.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    return ElementTree.fromstring(answer.content)


@pytest.fixture
def city(region: Region) -> City:
    return City(region)
