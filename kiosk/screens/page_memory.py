"""Which page of a long view one was on, so that «Назад» returns to it. Pure."""

from __future__ import annotations

from kiosk.flow.views import View


class PageMemory:
    """Page numbers by depth; going deeper and back keeps them, another view at a depth starts at its top."""

    def __init__(self) -> None:
        self._pages: dict[int, tuple[str, int]] = {}

    def page_of(self, view: View) -> int:
        self._pages = {depth: page for depth, page in self._pages.items() if depth <= view.depth}
        name, page = self._pages.get(view.depth, ("", 0))
        return page if name == view.name else 0

    def turned(self, view: View, page: int) -> None:
        self._pages[view.depth] = (view.name, page)
