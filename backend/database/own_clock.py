"""Whose clock says how late it is: the database's own, where several processes share it.

Machines of one installation disagree by seconds, or by hours when a clock is wrong. What has to be judged
alike by all of them, like the end of a hold, is judged by the one clock they share.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, select

OWN_CLOCK: Final = "okno_own_clock"
"""The execution option of connections to a database that is asked for the time."""

# The moment at which the transaction began, so that all its statements agree.
_NOW = select(func.now())


def moment_in(connection: Connection, told: datetime) -> datetime:
    """The transaction's moment by the database's own clock; `told` where it is not asked."""
    if not connection.get_execution_options().get(OWN_CLOCK):
        return told
    return connection.execute(_NOW).scalar_one()
