"""Where Debian keeps the type: PT Sans, PT Mono (fonts-paratype) and the icons."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kiosk.screens.theme import Face

FONT_FOLDER: Final = Path("/usr/share/fonts/truetype")

_FILES: Final[Mapping[Face, str]] = {
    Face.REGULAR: "paratype/PTS55F.ttf",
    Face.BOLD: "paratype/PTS75F.ttf",
    Face.MONO: "paratype/PTM55F.ttf",
    Face.MONO_BOLD: "paratype/PTM75F.ttf",
    Face.ICONS: "materialdesignicons-webfont/materialdesignicons-webfont.ttf",
}


class FontsMissingError(RuntimeError):
    """A face is not on this machine; `code` is the failure's name in docs/failures.md."""

    code = "fonts-missing"


def font_files(folder: Path = FONT_FOLDER) -> dict[Face, str]:
    """The file of each face; raises FontsMissingError that names the packages to install."""
    files = {face: folder / name for face, name in _FILES.items()}
    missing = [str(path) for path in files.values() if not path.is_file()]
    if missing:
        raise FontsMissingError(
            f"{FontsMissingError.code}: {', '.join(missing)} not found; "
            "install fonts-paratype and fonts-materialdesignicons-webfont"
        )
    return {face: str(path) for face, path in files.items()}
