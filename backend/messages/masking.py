"""An address as its owner knows it and nobody else learns it."""

from __future__ import annotations


def masked(address: str) -> str:
    """«+7 ••• •••-45-67» of a phone in E.164, «m•••@post.example» of a mail; "" of none."""
    if not address:
        return ""
    name, at, domain = address.partition("@")
    if at:
        return f"{name[:1]}•••@{domain}"
    return f"{address[:2]} ••• •••-{address[-4:-2]}-{address[-2:]}"
