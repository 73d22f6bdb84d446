"""The pages on which a holder chooses a code word."""

from __future__ import annotations

from typing import ClassVar

from kiosk.flow.pages import Page


class CodeWordPage(Page):
    """The word as it is typed; being kept since that walk time, None while it is written.

    `unclear` is the failure code of the last try. The word stands in no repr, and goes with the session.
    """

    is_of_session: ClassVar[bool] = True
    repr_fields: ClassVar[tuple[str, ...]] = ("layout", "unclear", "since")
    text: str = ""
    layout: str = "russian"
    unclear: str = ""
    since: float | None = None


class CodeWordKeptPage(Page):
    """It is kept: what it is good for. The word itself is shown no more."""

    is_of_session: ClassVar[bool] = True
