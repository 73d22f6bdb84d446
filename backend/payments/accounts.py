"""Whether a bank account can be one at this bank: its control digit, reckoned with the bank's BIC. Pure.

Порядок расчета контрольного ключа в номере лицевого счета, Банк России, 08.09.1997 № 515.
"""

from __future__ import annotations

import re
from itertools import cycle
from typing import Final

WEIGHTS: Final = (7, 1, 3)
_ACCOUNT: Final = re.compile(r"[0-9]{20}")
_BIC: Final = re.compile(r"[0-9]{9}")
UNITS_OF_THE_CENTRAL_BANK: Final = frozenset({"000", "001", "002"})
TREASURY_BIC: Final = "01"  # Положение 762-П: accounts of the treasury have digits of their own
TREASURY_ACCOUNT: Final = "03"


def is_bic(text: str) -> bool:
    return _BIC.fullmatch(text) is not None


def is_account(account: str, bic: str) -> bool:
    """Whether a client's account fits its bank; of the treasury's own only the form is known."""
    if _ACCOUNT.fullmatch(account) is None or not is_bic(bic):
        return False
    if bic.startswith(TREASURY_BIC) and account.startswith(TREASURY_ACCOUNT):
        return True
    bank = bic[-3:]
    return _fits(_unit(bic) if bank in UNITS_OF_THE_CENTRAL_BANK else bank, account)


def is_correspondent(account: str, bic: str) -> bool:
    """Whether a bank's own account at the Bank of Russia fits its BIC."""
    if _ACCOUNT.fullmatch(account) is None or not is_bic(bic):
        return False
    if bic.startswith(TREASURY_BIC):
        return True
    return _fits(_unit(bic), account)


def _unit(bic: str) -> str:
    """The Bank of Russia's unit that keeps the bank's account: «0» and the fifth and sixth digit."""
    return f"0{bic[4:6]}"


def _fits(prefix: str, account: str) -> bool:
    digits = zip(prefix + account, cycle(WEIGHTS), strict=False)
    return sum(int(digit) * weight for digit, weight in digits) % 10 == 0
