"""What a kiosk shows before its walk is there: home, or that it cannot serve.

Apart from `render`, which knows every page: the first frame waits for none of them.
"""

from __future__ import annotations

from kiosk.flow.framing import framed
from kiosk.flow.pages import Home, OutOfServicePage
from kiosk.flow.scenes.failures import out_of_service
from kiosk.flow.scenes.home import home
from kiosk.flow.scenes.scene import Desk
from kiosk.flow.views import View
from kiosk.flow.walk import Walk
from kiosk.flow.world import World


def first_view(walk: Walk, world: World) -> View:
    """The same as `render` would show of a walk on which nothing has happened yet."""
    desk = Desk(walk, world)
    page = walk.page
    scene = out_of_service(desk, page) if isinstance(page, OutOfServicePage) else home(desk, Home())
    return framed(desk, scene)
