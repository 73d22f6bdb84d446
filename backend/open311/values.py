"""What Open311 GeoReport v2 speaks of: services one may ask for, requests, and who may send them. Pure."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Final

from content.call_topics import EMERGENCY
from content.i18n import Words
from content.pack import Pack

OPEN, CLOSED = "open", "closed"
LONGEST_DESCRIPTION: Final = 4_000  # by the standard
TOWN: Final = "town"
CONVENIENT: Final = "convenient_time"
EMERGENCY_NOTE: Final = "emergency"


@dataclass(frozen=True, slots=True)
class ServiceType:
    """One thing to ask for: a topic of the call centre that can wait."""

    code: str
    name: str
    description: str
    keywords: tuple[str, ...]
    group: str


@dataclass(frozen=True, slots=True)
class Front:
    """What the region offers over Open311; without keys nobody can send a request."""

    services: Mapping[str, ServiceType] = field(default_factory=dict)
    towns: tuple[str, ...] = ()
    agency: str = ""
    jurisdiction: str = ""
    batch: bool = False  # a request is answered by a token, and gets its number a little later
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)  # client by SHA-256 of its key
    most_an_hour: int = 600  # requests of one client: a key that got lost must not fill the desk

    def client_of(self, api_key: str) -> str | None:
        """Whose key it is; every key is compared, so that time says nothing."""
        given = digest_of(api_key)
        found = None
        for known, client in self.keys.items():
            if hmac.compare_digest(known, given):
                found = client
        return found


CLOSED_FRONT: Final = Front()


@dataclass(frozen=True, slots=True)
class Submission:
    """A request as a client sends it."""

    service: ServiceType
    client: str
    description: str = field(repr=False)
    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    place: tuple[float, float] | None = field(default=None, repr=False)  # latitude, longitude
    attributes: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Told:
    """A request as anybody may see it: nothing of what was written, nor of who wrote it."""

    request: str  # "" while it waits for its number
    token: str
    service: ServiceType | None  # None: the content has the topic no more
    service_code: str
    status: str
    requested_at: datetime
    updated_at: datetime
    expected_on: date | None
    notice: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which requests are listed."""

    since: datetime
    until: datetime
    requests: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()


def digest_of(api_key: str) -> str:
    return sha256(api_key.encode()).hexdigest()


def front_of(
    pack: Pack, labels: Mapping[str, str], keys: Mapping[str, str], jurisdiction: str, *, batch: bool
) -> Front:
    """Of a resolved pack: every topic that can wait; `labels` name the groups."""
    summaries = {article.id: article.summary.ru for article in pack.articles}
    services = {
        topic.id: ServiceType(
            topic.id,
            topic.title.ru,
            summaries.get(topic.articles[0], "") if topic.articles else "",
            topic.heard,
            labels.get(topic.group, topic.group),
        )
        for topic in pack.call_topics
        if topic.can_wait and topic.group != EMERGENCY and not topic.danger
    }
    return Front(
        services,
        tuple(sorted({place.town for place in pack.places})),
        f"Единая справочная: {pack.region or 'Российская Федерация'}",
        jurisdiction,
        batch,
        {digest_of(key): client for client, key in keys.items()},
    )


def group_labels(words: Words, groups: tuple[str, ...]) -> dict[str, str]:
    """What the groups of topics are called."""
    return {group: words(f"call_group.{group}") for group in groups}
