"""Apps of earlier tests, for later ones: putting up its routes is most of what a region costs."""

from __future__ import annotations

import weakref
from typing import Any, cast

from starlette.types import ASGIApp, Receive, Scope, Send

from backend.app import build_api, whole
from backend.services import Services


class PartsOfTheMoment:
    """Stands before the services of whichever test has the app."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.read_while_building: dict[str, Any] = {}
        self.is_building = True

    def __getattr__(self, name: str) -> Any:
        part = getattr(self.services, name)
        if self.is_building:
            self.read_while_building[name] = part
        return part

    def suits(self, services: Services) -> bool:
        """Whether an app for these services would have been built the same."""
        return all(getattr(services, name) is part for name, part in self.read_while_building.items())


class ReadyApp:
    """Routes that look up every part when they are asked."""

    def __init__(self, services: Services) -> None:
        self.parts = PartsOfTheMoment(services)
        self.api = build_api(cast(Services, self.parts))
        self.parts.is_building = False


class ReadyApps:
    """Apps that nobody has at present."""

    def __init__(self) -> None:
        self._free: list[ReadyApp] = []

    def take(self, services: Services) -> ReadyApp:
        """One that suits, built if there is none."""
        for app in self._free:
            if app.parts.suits(services):
                self._free.remove(app)
                app.parts.services = services
                return app
        return ReadyApp(services)

    def give_back(self, app: ReadyApp) -> None:
        self._free.append(app)


READY = ReadyApps()


class AppOnDemand:
    """The whole app of these services: taken at the first request, given back when this is forgotten."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._app is None:
            ready = READY.take(self._services)
            self._app = whole(ready.api, self._services.log)
            weakref.finalize(self, READY.give_back, ready)
        await self._app(scope, receive, send)
