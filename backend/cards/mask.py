"""How a card is named on a screen or on paper: by its last four characters."""

from __future__ import annotations

VISIBLE = 4


def masked_serial(serial: str) -> str:
    """«•••• 4821»: enough to tell one's own two cards apart, too little to find the card by."""
    return f"•••• {serial[-VISIBLE:]}"
