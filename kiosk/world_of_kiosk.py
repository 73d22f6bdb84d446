"""What a kiosk's walk knows of the world, out of settings, enrolment and content."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from config.version import VERSION
from content.i18n import Words
from content.pack import Pack
from devices.ports import ReaderProfile
from devices.printer_profile import load_profile
from kiosk.content_of_kiosk import SpokenInLanguages
from kiosk.flow.wizard.port import Wizard
from kiosk.flow.world import NO_WIZARD, DeviceProfile, Search, Versions, World, catalogue_of
from kiosk.identity import Identity, NotEnrolledError, read_identity

if TYPE_CHECKING:
    from config.kiosk import KioskSettings


def identity_of(folder: Path) -> Identity | None:
    """What the enrolment said, or nothing: then the kiosk informs but reads no card."""
    try:
        return read_identity(folder)
    except NotEnrolledError:
        return None


def world_of(
    settings: KioskSettings,
    identity: Identity | None,
    pack: Pack,
    words: Mapping[str, Words],
    search: Search,
    wizard: Wizard = NO_WIZARD,
) -> World:
    """The world of a walk: content, words, this device; settings go before the enrolment's word."""
    place, reader = settings.place, settings.reader
    profile = DeviceProfile(
        place=place.title or (identity.title if identity else place.town),
        town=place.town,
        latitude=place.latitude,
        longitude=place.longitude,
        reader=ReaderProfile(reader.profile or (identity.reader_profile if identity else "insert")),
        contact_reader=reader.contact_name,
        paper_columns=load_profile(settings.printer.profile).columns,
        technician_phone=settings.service.phone,
        time_zone=place.time_zone,
        scanner=settings.scanner is not None,
        terminal=bool(settings.terminal.address),
    )
    versions = Versions(
        program=VERSION,
        pack=f"{pack.id} {pack.version}".strip(),
        pack_hash=pack.hash,
        kiosk=identity.kiosk if identity else "—",
        backend=identity.backend if identity else "—",
    )
    return World(pack, catalogue_of(pack), words, profile, versions, search, SpokenInLanguages(), wizard)
