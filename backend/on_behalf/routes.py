"""All doors through which an operator books, reserves and waits for somebody."""

from __future__ import annotations

from fastapi import APIRouter

from backend.on_behalf import free, goods, holds, kept, line
from backend.services import Services

BODIES = (*line.BODIES, *goods.BODIES)


def on_behalf_routes(services: Services) -> APIRouter:
    """Beside the desk's own holds and changes, which every institution's desk has."""
    router = APIRouter()
    for routes in (
        kept.kept_routes,
        free.free_routes,
        holds.held_routes,
        line.line_routes,
        goods.goods_routes,
        goods.reservation_routes,
    ):
        router.include_router(routes(services))
    return router
