"""The names under which money is known, the same however often it is told of."""

from __future__ import annotations

from datetime import date

from backend.vault import Vault


def slip_key(vault: Vault, terminal: str, reference: str) -> str:
    """Of what a terminal approved: its slip and the acquirer's notice are about the same money."""
    return vault.hash_of("money", f"terminal/{terminal}/{reference}")


def notice_key(vault: Vault, notice: str) -> str:
    """Of a notice that is about no terminal."""
    return vault.hash_of("money", f"notice/{notice}")


def document_key(vault: Vault, document: str, day: date, accounts: tuple[str, str]) -> str:
    """Of a line of a statement: two payers may have used one number on one day. Accounts: ours, theirs."""
    return vault.hash_of("money", f"statement/{accounts[0]}/{accounts[1]}/{day.isoformat()}/{document}")
