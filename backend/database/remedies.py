"""What to do about a database that cannot be worked with, in the words of every command that meets it."""

from __future__ import annotations

from typing import Final

DAMAGED: Final = "Stop the backend, keep the file, run `python -m backend check`; `restore` a backup."
FORM_OLD: Final = "Run `python -m backend migrate`."
