"""What is wrong with rules, and with the facts they are computed from."""

from __future__ import annotations

from collections.abc import Sequence

from content.problems import Finding, PackError


class RulesInvalidError(PackError):
    """Rules that do not hold together; every fault is in `findings`."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("rules-invalid", "\n".join(map(str, self.findings)))


class FactInvalidError(Exception):
    """A value that a fact cannot have."""

    code = "fact-invalid"

    def __init__(self, fact: str, what: str, remedy: str) -> None:
        super().__init__(f"{fact}: {what}. {remedy}.")
        self.fact = fact
        self.what = what
        self.remedy = remedy
