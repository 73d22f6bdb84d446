"""A desk with a post office, and a caller on the line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backend.messages.desk_letters import DeskLetters
from content.cache import load_or_compile
from tests.backend.app_http import AppHttp
from tests.backend.identification.call import Call, enter
from tests.backend.messages.post import Post
from tests.backend.region import Region

MAIL = "anna@post.example"


@pytest.fixture
def post(region: Region) -> Post:
    """Carriers, and letters out of the shipped pack."""
    post = Post(region)
    letters = DeskLetters.of(load_or_compile("ru-mur"), post.office)
    post.services = replace(post.services, letters=letters)
    region.services, region.http = post.services, AppHttp(post.services)
    return post


@pytest.fixture
def anna(region: Region) -> str:
    return enter(region, email=MAIL)


@pytest.fixture
def call(region: Region, anna: str) -> Call:
    """Anna calls, and has answered what she was asked."""
    return Call(region, anna, "data")
