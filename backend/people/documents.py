"""Identity documents by kind, as their holders call them."""

from __future__ import annotations

from collections.abc import Mapping

TITLES: Mapping[str, str] = {
    "passport": "Паспорт гражданина РФ",
    "birth_certificate": "Свидетельство о рождении",
    "pension_certificate": "Пенсионное удостоверение",
    "disability_certificate": "Справка об инвалидности (МСЭ)",
    "veteran_certificate": "Удостоверение ветерана",
    "large_family_certificate": "Удостоверение многодетной семьи",
    "oms_policy": "Полис ОМС",
}


def title_of(kind: str) -> str:
    """The document's name on a screen; an unknown kind is shown as a document, never as a code."""
    return TITLES.get(kind, "Документ")
