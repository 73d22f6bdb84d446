"""Puts the backend together from its settings, in one place."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from zoneinfo import ZoneInfo

from backend.auth.tokens import load_or_make_token_desk
from backend.card_proof.verify import CardVerifier
from backend.catalogue import catalogue_of
from backend.clock import Clock, utc_now
from backend.database.opening import open_database
from backend.disclosure import disclosure_of
from backend.idempotency.sealing import load_or_make_seal
from backend.log import make_log
from backend.pack_copies import pack_copies
from backend.places import places_of
from backend.region_ca import RegionCa
from backend.sealing_key import load_sealing_key
from backend.services import Services
from backend.tickets.composing import TicketMaker
from backend.tickets.signing import load_or_make_signer
from backend.vault import load_or_make_vault
from config.backend import BackendSettings
from content.cache import load_or_compile


def wire(settings: BackendSettings, clock: Clock = utc_now) -> Services:
    """All parts of a backend; `RegionCaMissing`, `SealingKeyMissing` or `PackError` if one lacks."""
    authority = RegionCa.load_certificate(settings.data)
    pack = load_or_compile(settings.pack, *pack_copies(settings.data))
    vault = load_or_make_vault(settings.data)
    return Services(
        database=open_database(settings.url),
        tokens=load_or_make_token_desk(settings.data),
        seal=load_or_make_seal(settings.data),
        vault=vault,
        sealing_key=load_sealing_key(settings.data),
        verifier=CardVerifier(authority),
        disclosure=disclosure_of(pack),
        catalogue=catalogue_of(pack),
        tickets=TicketMaker(places_of(pack), load_or_make_signer(settings.data), vault),
        clock=clock,
        zone=ZoneInfo(settings.time_zone),
        log=make_log(),
        version=installed_version(),
    )


def installed_version() -> str:
    """The version of the installed package; "0" in a tree that is not installed."""
    try:
        return version("okno")
    except PackageNotFoundError:
        return "0"
