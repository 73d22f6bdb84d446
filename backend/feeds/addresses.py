"""Where feeds and the page for calendars are."""

from __future__ import annotations

from typing import Final

from backend.web.addresses import PREFIX

FEED_PATH: Final = f"{PREFIX}/resources/{{resource}}/calendar.ics"
PAGE_PATH: Final = "/calendar"
STYLE_PATH: Final = "/calendar/page.css"


def feed_address(resource: str, key: str) -> str:
    """The feed's address after the server's name."""
    return f"{FEED_PATH.format(resource=resource)}?key={key}"
