"""Addresses of our own pages, with what was chosen on them."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request


def address_of(request: Request) -> str:
    """The page's own address, to come back to after the sign-in."""
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path


def link(page: str, query: Mapping[str, str]) -> str:
    """The page with this query; "" is not told."""
    told = urlencode({name: value for name, value in query.items() if value})
    return f"{page}?{told}" if told else page


def sort_link(page: str, column: str, first: str, query: Mapping[str, str]) -> str:
    """Sort by the column; a second time the other way round. `first` is what an untouched page sorts by."""
    again = query.get("sort", first) == column and "order" not in query
    return link(page, {**query, "sort": column, "order": "desc" if again else ""})
