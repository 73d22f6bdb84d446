"""One installation as an administrator has it: a data folder, a database, and the front door."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner, Result

from backend.__main__ import app


@dataclass(frozen=True)
class Site:
    data: Path
    url: str

    def says(self, *words: str) -> Result:
        return CliRunner().invoke(app, ["--data", str(self.data), "--database", self.url, *words])

    def must(self, *words: str) -> str:
        """What the command prints; it has to succeed."""
        told = self.says(*words)
        assert told.exit_code == 0, told.output
        return told.output

    def fails(self, *words: str) -> str:
        """The code of the failure the command has to end with."""
        told = self.says(*words)
        assert told.exit_code != 0, told.output
        last = told.stderr.strip().splitlines()[-1]
        return last.partition(":")[0]
