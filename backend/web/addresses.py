"""Where the API lives."""

from __future__ import annotations

PREFIX = "/v1"  # a change that would break a client gets a new one
