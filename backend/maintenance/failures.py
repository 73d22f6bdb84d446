"""Why a maintenance command did not do its work."""

from __future__ import annotations


class MaintenanceRefused(Exception):
    """Nothing was changed; `code` has a page in docs/failures.md."""

    def __init__(self, code: str, what_to_do: str) -> None:
        super().__init__(what_to_do)
        self.code = code
