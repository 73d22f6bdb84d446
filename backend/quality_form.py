"""The pack's form by which contacts are judged. Stands beside the services, which carry it: no cycle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from content.pack import Pack
from content.quality import QualityPoint


@dataclass(frozen=True, slots=True)
class QualityForm:
    """Without points nothing can be judged."""

    points: tuple[QualityPoint, ...] = ()
    pack_hash: str = ""


NO_FORM: Final = QualityForm()


def form_of(pack: Pack) -> QualityForm:
    return QualityForm(pack.quality, pack.hash)
