"""Every problem code has its section in the failures' pages."""

from __future__ import annotations

import re
from pathlib import Path

from backend.card_proof.revocation import Standing
from backend.database import doors
from backend.errors import PROBLEMS
from backend.kiosks.attention import _PRINTER_CODES
from backend.maintenance.findings import REMEDIES as OF_CHECK
from backend.outbox.refusals import REMEDIES as OF_DELIVERIES

DOCS = Path(__file__).parents[2] / "docs"
LINE_CODES = ("backend-unreachable", "backend-slow", "backend-certificate", "backend-answer-invalid")

STARTING = ("plain-http-refused", "region-ca-missing", "settings-invalid", "port-in-use", "address-unusable",
            "file-unusable")  # fmt: skip
OF_LISTS = {standing.value for standing in Standing} - {"good", "revoked"}


def described() -> set[str]:
    pages = [*DOCS.glob("failures/*.md"), *DOCS.glob("failures.md")]
    return {code for page in pages for code in re.findall(r"^##+ `?([a-z0-9-]+)`?$", page.read_text(), re.M)}


def test_every_code_is_described() -> None:
    failures = [value for value in vars(doors).values() if isinstance(value, type)]
    of_database = {kind.code for kind in failures if issubclass(kind, doors.DatabaseFailure)}
    attention = {"kiosk-silent", "pack-outdated", "pack-refused", *_PRINTER_CODES.values()}
    codes = {
        *PROBLEMS,
        *OF_CHECK,
        *OF_LISTS,
        *OF_DELIVERIES,
        *LINE_CODES,
        *of_database,
        *attention,
        *STARTING,
        "region-ca-incomplete",
        "server-certificate-unusable",
    }
    assert sorted(codes - described()) == []
