"""Which addresses of a backend may be spoken to: nothing personal travels in the clear."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

PLAIN_HTTP = "backend-plain-http"
USE_TLS = "Give the backend's address as https://…; plain HTTP only within one machine."


def keeps_secrets(url: str) -> bool:
    """Whether `url` is HTTPS, or does not leave this machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:  # brackets without an IPv6 address in them
        return False
    if not host:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))


def is_loopback(host: str) -> bool:
    """Whether nobody outside this machine can reach the address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
