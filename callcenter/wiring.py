"""Puts a console together from its settings."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from structlog.typing import FilteringBoundLogger

from backend.calling.waiting import WaitingLine
from backend.client import BackendAddress
from callcenter.calls import AT_ONCE, calls_to
from callcenter.console import Console
from callcenter.knowledge.library import Library, library_of
from callcenter.log import make_log
from callcenter.office_hours import OfficeHours
from callcenter.operators_api import OperatorsApi
from callcenter.pack_titles import titles_of
from callcenter.rules_of_day import RulesOfDay
from callcenter.session import load_or_make_seal
from config.callcenter import CallcenterSettings
from content.cache import load_or_compile
from content.catalogues import everyday_words, words
from content.i18n import LANGUAGES
from content.pack import Pack

FOLDER: Final = Path(__file__).parent


class RegionCaUnusable(Exception):
    """The region CA's certificate cannot be read, so no backend could be trusted."""

    code = "region-ca-missing"


def utc_now() -> datetime:
    return datetime.now(UTC)


def wire(
    settings: CallcenterSettings,
    clock: Callable[[], datetime] = utc_now,
    log: FilteringBoundLogger | None = None,
) -> Console:
    """All parts; RegionCaUnusable, SessionKeyUnusable, PackError."""
    try:
        address = BackendAddress(settings.backend, settings.ca)
        api, calls = OperatorsApi(address), calls_to(address)
        waiting = WaitingLine(settings.backend, settings.ca)
    except OSError as error:  # ssl.SSLError is one
        raise RegionCaUnusable(f"{settings.ca}: {error.strerror}") from None
    pack = load_or_compile(settings.pack)
    return Console(
        api=api,
        calls=calls,
        waiting=waiting,
        hands=ThreadPoolExecutor(AT_ONCE, "asks"),
        seal=load_or_make_seal(settings.session_key),
        words={language: words(language, FOLDER / "locale") for language in LANGUAGES},
        titles={language: titles_of(pack, language) for language in LANGUAGES},
        library={language: library_in(pack, language) for language in LANGUAGES},
        templates=Environment(
            loader=FileSystemLoader(FOLDER / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        ),
        rules=RulesOfDay(pack, {language: words(language) for language in LANGUAGES}),
        clock=clock,
        zone=ZoneInfo(settings.time_zone),
        hours=OfficeHours(settings.offices_open, settings.offices_close),
        log=log or make_log(),
    )


def library_in(pack: Pack, language: str) -> Library:
    """What operators look up, in one language."""
    return library_of(pack, words(language, FOLDER / "locale"), words(language), everyday_words(language))
