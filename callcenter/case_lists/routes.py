"""A case worker's lists that belong to no contact."""

from __future__ import annotations

from starlette.routing import Route

from callcenter.case_lists.list_view import ListDesk
from callcenter.case_lists.money_pages import money_routes, refund_routes
from callcenter.case_lists.queue_pages import queue_routes
from callcenter.case_lists.referral_pages import referral_routes
from callcenter.console import Console


def office_list_routes(console: Console) -> list[Route]:
    """The backend lets them to case workers at a desk alone."""
    desk = ListDesk(console)
    return [*queue_routes(desk), *money_routes(desk), *refund_routes(desk), *referral_routes(desk)]
