"""A console whose backend knows the shipped kinds of urgent help and of signals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.backend.served import Served, serving
from tests.backend.urgent.desk import TODAY, Worker, with_kinds
from tests.callcenter.callers import Operator
from tests.callcenter.consoles import ConsoleInTest, region_in

URGENT_NUMBER = re.compile(r"У-26-\d{6}")
SIGNAL_NUMBER = re.compile(r"С-26-\d{6}")
HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(2)> \u202eмסר\u202c ' + "ё" * 9_000
ACT = {"given": ["hot-food"], "provided_on": TODAY, "given_by": "Ольга Н.", "conditions": "Обед"}


@contextmanager
def region_with_kinds(folder: Path) -> Iterator[Served]:
    """Served over TLS on SQLite."""
    with serving(with_kinds(region_in(folder)), folder) as running:
        yield running


def in_a_call(olga: Operator, level: str = "data") -> str:
    """A contact for somebody who is known so well."""
    person, contact = olga.enter(), olga.rings()
    olga.chooses(contact, person)
    olga.level(contact, level)
    return contact


def applied(console: ConsoleInTest, name: str = "Пётр Беспаспортный", **more: Any) -> dict[str, Any]:
    """An application, formed by a colleague at a desk."""
    told = {
        "kinds": ["hot-food", "clothes"],
        "identity": "said",
        "text": {"trouble": "Живёт в подъезде, нечего есть.", "recipient_name": name},
        **more,
    }
    return Worker(console.region, "colleague").must("urgent", told)


def provided(console: ConsoleInTest, name: str = "Пётр Беспаспортный") -> dict[str, Any]:
    """With an act that awaits a signature."""
    colleague, standing = Worker(console.region, "colleague"), applied(console, name)
    return colleague.step(standing, "act", act=ACT, provider="Центр помощи")


def signalled(console: ConsoleInTest, **more: Any) -> str:
    """The number of a signal about a child, not passed on yet."""
    told = {
        "kind": "minor-neglected",
        "danger": True,
        "emergency": "by_us",
        "source": "school",
        "text": {"what": "Третий день без еды.", "organisation": "Школа № 1"},
        **more,
    }
    return str(Worker(console.region, "colleague").must("signals", told)["number"])
