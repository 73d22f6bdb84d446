"""All pages of the tab «Записи»."""

from __future__ import annotations

from starlette.routing import Route

from callcenter.console import Console
from callcenter.desk.frame import Frame
from callcenter.reception.desk_view import Desk
from callcenter.reception.event_pages import event_routes
from callcenter.reception.goods_pages import goods_routes
from callcenter.reception.hold_pages import hold_routes
from callcenter.reception.kept_pages import kept_routes
from callcenter.reception.offer_pages import offer_routes
from callcenter.reception.one_pages import one_routes


def reception_routes(console: Console, frame: Frame) -> list[Route]:
    """A number comes last: any word would be one."""
    desk = Desk(console, frame)
    return [
        *kept_routes(desk),
        *offer_routes(desk),
        *event_routes(desk),
        *goods_routes(desk),
        *hold_routes(desk),
        *one_routes(desk),
    ]
