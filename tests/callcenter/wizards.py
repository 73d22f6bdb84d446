"""The wizard's pages as a browser would send and read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

import httpx

from tests.callcenter.consoles import form_key

PATIENCE = 60.0  # seconds: the machine is shared
_SEALED = re.compile(r'name="sealed" value="([^"]+)"')
_FACT = re.compile(r'name="fact" value="([^"]+)"')
_PART = re.compile(r'<section class="part (entitled|unknown|not_entitled)".*?</section>', re.DOTALL)
_ROW = re.compile(
    r'<th scope="row">([^<]+).*?<td class="wraps">([^<]*)</td>'
    r'.*?name="why" value="(?:measure|category):([^"]+)"',
    re.DOTALL,
)


@dataclass
class WizardDesk:
    """One call's wizard; `page` is what the operator sees."""

    desk: httpx.Client
    contact: str
    page: httpx.Response | None = None

    @property
    def address(self) -> str:
        return f"/contacts/{self.contact}/wizard"

    @property
    def text(self) -> str:
        assert self.page is not None
        return unescape(self.page.text)

    @property
    def sealed(self) -> str:
        found = _SEALED.search(self.text)
        assert found, self.text
        return found[1]

    @property
    def fact(self) -> str:
        """What is asked; "" where nothing is."""
        found = _FACT.search(self.text)
        return found[1] if found else ""

    @property
    def heading(self) -> str:
        found = re.search(r'<h1 id="heading">(?:<label[^>]*>)?([^<]+)', self.text)
        assert found, self.text
        return found[1]

    def open(self) -> WizardDesk:
        self.page = self.desk.get(self.address)
        return self

    def send(self, **fields: str) -> httpx.Response:
        """With the state that lies on the page."""
        assert self.page is not None
        carried = {"form_key": form_key(self.page)}
        if _SEALED.search(self.text):
            carried["sealed"] = self.sealed
        self.page = self.desk.post(self.address, data={**carried, **fields})
        return self.page

    def begin(self, goals: str = "all", **more: str) -> WizardDesk:
        self.open().send(act="begin", goals=goals, **more)
        return self

    def answer(self, **told: str) -> httpx.Response:
        return self.send(fact=self.fact, **told)

    def result(self) -> dict[str, dict[str, str]]:
        """Each part's measures with their amounts."""
        self.send(act="result")
        return self.parts()

    def parts(self) -> dict[str, dict[str, str]]:
        found = {}
        for part in _PART.finditer(self.text):
            found[part[1]] = {row[2]: row[1].strip() for row in _ROW.findall(part[0])}
        assert len(found) == 3, self.text
        return found
