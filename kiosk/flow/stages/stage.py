"""A walk under way, for whoever wants to see it at a certain point."""

from __future__ import annotations

from devices.values import Value
from kiosk.flow.events import Event
from kiosk.flow.render import render
from kiosk.flow.step import step
from kiosk.flow.views import View
from kiosk.flow.walk import Walk
from kiosk.flow.world import World


class Stage(Value):
    """`after` gives the walk some events later."""

    world: World
    walk: Walk

    def after(self, *happenings: Event) -> Stage:
        walk = self.walk
        for event in happenings:
            walk = step(walk, event, self.world)
        return Stage(self.world, walk)

    def view(self) -> View:
        return render(self.walk, self.world)

    @property
    def asked(self) -> int:
        """The id of the question that was asked last."""
        return self.walk.awaited[-1].id
