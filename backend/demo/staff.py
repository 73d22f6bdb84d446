"""Demo operators, one for each role, with fresh passwords that are handed over in a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from backend.operators import service
from backend.operators.accounts import Handover, make_account
from backend.operators.values import Role
from backend.private_files import write_private
from backend.vault import Vault

_STAFF = (
    ("operator", "Алёна Юдина (демо)", frozenset({Role.OPERATOR})),
    ("caseworker", "Вера Лапина (демо)", frozenset({Role.CASE_WORKER, Role.OPERATOR})),
    ("supervisor", "Игорь Панов (демо)", frozenset({Role.SUPERVISOR, Role.OPERATOR})),
    ("technician", "Глеб Ершов (демо)", frozenset({Role.TECHNICIAN})),
    ("auditor", "Инна Котова (демо)", frozenset({Role.AUDITOR})),
)


def add_staff(connection: Connection, now: datetime, vault: Vault) -> tuple[Handover, ...]:
    """Add an account for each role; returns what to hand over."""
    handovers = []
    for login, display_name, roles in _STAFF:
        account, handover = make_account(login, display_name, roles, now, vault)
        service.add(connection, account)
        handovers.append(handover)
    return tuple(handovers)


def write_logins(handovers: Sequence[Handover], file: Path) -> None:
    """Write logins, passwords and authenticator secrets for the demonstration (mode 0600)."""
    logins = [
        {
            "login": each.login,
            "password": each.password,
            "totp_secret": each.totp_secret,
            "authenticator": each.authenticator_uri(),
        }
        for each in handovers
    ]
    write_private(file, (json.dumps(logins, ensure_ascii=False, indent=2) + "\n").encode())
