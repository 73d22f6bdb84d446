"""Measuring and rendering type with Kivy's text provider; neither needs a widget."""

from __future__ import annotations

from collections.abc import Mapping

from kivy.core.text import Label as CoreLabel
from kivy.graphics.texture import Texture

from kiosk.screens.theme import Face, TypeStyle

_WHITE = (1, 1, 1, 1)


class KivyRuler:
    """Widths of texts, measured with the very renderer that draws them.

    A width is remembered while one screen is laid out and no longer: the words may be a person's.
    """

    def __init__(self, files: Mapping[Face, str]) -> None:
        self._files = files
        self._labels: dict[tuple[Face, int], CoreLabel] = {}
        self._widths: dict[tuple[str, Face, int], float] = {}

    def width(self, text: str, style: TypeStyle, size: int) -> float:
        key = (text, style.face, size)
        width = self._widths.get(key)
        if width is None:
            width = self._widths[key] = self._measured(text, style.face, size) if text else 0.0
        return width

    @property
    def texts(self) -> frozenset[str]:
        return frozenset(text for text, _, _ in self._widths)

    def laying_out_done(self) -> None:
        """Forget every text that was measured."""
        self._widths.clear()

    def _measured(self, text: str, face: Face, size: int) -> float:
        label = self._labels.get((face, size))
        if label is None:
            label = self._labels[face, size] = CoreLabel(font_name=self._files[face], font_size=size)
        return float(label.get_extents(text)[0])


class Typesetter:
    """Textures of single lines in white, to be tinted when they are drawn.

    Keeps what the last drawing used and nothing older, so that no name outlives its screen.
    """

    def __init__(self, files: Mapping[Face, str]) -> None:
        self._files = files
        self._kept: dict[tuple[str, Face, int], Texture] = {}
        self._used: dict[tuple[str, Face, int], Texture] = {}

    def texture(self, text: str, face: Face, size: int) -> Texture:
        key = (text, face, size)
        texture = self._used.get(key) or self._kept.get(key)
        if texture is None:
            label = CoreLabel(text=text, font_name=self._files[face], font_size=size, color=_WHITE)
            label.refresh()
            texture = label.texture
        self._used[key] = texture
        return texture

    @property
    def texts(self) -> frozenset[str]:
        return frozenset(text for text, _, _ in (*self._kept, *self._used))

    def drawing_done(self) -> None:
        """Forget what the drawing just finished did not use."""
        self._kept, self._used = self._used, {}
