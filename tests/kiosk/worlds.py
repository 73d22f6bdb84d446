"""The world of the flow's tests: the sample pack, the real words, a kiosk in Murmansk."""

from __future__ import annotations

from content.catalogues import words
from content.pack import Pack
from devices.ports import ReaderProfile
from kiosk.flow.world import DeviceProfile, Hit, Versions, World, catalogue_of
from tests.kiosk.sample_pack import PACK

WORDS = {language: words(language) for language in ("ru", "en")}
VERSIONS = Versions("0.1.0", "2026.11.0", "abababab", "kiosk-1", "https://127.0.0.1:8443")


def profile(reader: ReaderProfile = ReaderProfile.INSERT, contact_reader: str = "") -> DeviceProfile:
    return DeviceProfile(
        "Мурманск, ул. Софьи Перовской, 17",
        "Мурманск",
        68.97,
        33.08,
        reader,
        contact_reader,
        48,
        "+78005550143",
    )


def world(reader: ReaderProfile = ReaderProfile.INSERT, contact_reader: str = "", pack: Pack = PACK) -> World:
    def search(query: str, language: str) -> tuple[Hit, ...]:
        needle = query.casefold()
        return tuple(
            Hit("measures", measure.id)
            for measure in pack.measures
            if needle in measure.title.in_language(language).casefold()
        )

    return World(
        pack,
        catalogue_of(pack),
        WORDS,
        profile(reader, contact_reader),
        VERSIONS,
        search,
        lambda text, language: text,
    )
