"""Counts wrong sign-ins by the browser's address, so that one address cannot hold up everybody else.

The backend sees one address for the whole console and stops it after sixty wrong tries; a browser is
stopped long before that.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Final

MOST_WRONG: Final = 15
WINDOW: Final = timedelta(minutes=10)
MOST_ADDRESSES: Final = 4096  # a bound for memory: the one that tried longest ago is forgotten
IPV6_SITE_BITS: Final = 64  # RFC 6177: the rest is the subscriber's own to choose


class WrongTries:
    """The tries of the last ten minutes that were wrong or are still being judged."""

    def __init__(self) -> None:
        self._tries: OrderedDict[str, list[datetime]] = OrderedDict()

    def may_try(self, address: str, now: datetime) -> bool:
        """Count one more try as wrong; False, and nothing counted, if there were too many."""
        place = place_of(address)
        recent = [tried for tried in self._tries.get(place, ()) if now - tried < WINDOW]
        if len(recent) >= MOST_WRONG:
            return False
        self._tries[place] = [*recent, now]
        self._tries.move_to_end(place)
        if len(self._tries) > MOST_ADDRESSES:
            self._tries.popitem(last=False)
        return True

    def was_not_wrong(self, address: str, tried: datetime) -> None:
        """Take a try back: it was right, or the backend could not judge it."""
        mine = self._tries.get(place_of(address), [])
        if tried in mine:
            mine.remove(tried)


def place_of(address: str) -> str:
    """What counts as one place: an IPv4 address, an IPv6 site."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ip_network((int(parsed), IPV6_SITE_BITS), strict=False))
