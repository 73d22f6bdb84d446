"""What the content pack says of urgent services and signals, with their terms. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from backend.cases.rulebook import NO_RULES, Rulebook, rulebook_of
from backend.errors import Refused
from content.pack import Pack
from content.urgent import SignalBody, SignalKind, UrgentKind

HELP_RULE: Final = "urgent-help"  # 442-ФЗ, art. 21: at once, by the day it is needed
SIGNATURE_RULE: Final = "act-signature"  # the centre's own


@dataclass(frozen=True, slots=True)
class UrgentRules:
    """Kinds and bodies by id, in the pack's order, and the terms they name."""

    services: Mapping[str, UrgentKind] = field(default_factory=dict)
    signals: Mapping[str, SignalKind] = field(default_factory=dict)
    bodies: Mapping[str, SignalBody] = field(default_factory=dict)
    terms: Rulebook = NO_RULES

    def check_services(self, kinds: tuple[str, ...]) -> None:
        """`urgent-kind-unknown`, with the kinds there are."""
        if not set(kinds) <= set(self.services):
            raise Refused("urgent-kind-unknown", allowed=list(self.services))

    def are_by_phone(self, kinds: tuple[str, ...]) -> bool:
        """Whether all of them can be given in the call itself."""
        return all(self.services[each].by_phone for each in kinds if each in self.services)

    def are_unnamed(self, kinds: tuple[str, ...]) -> bool:
        """Whether all of them are given to who does not say who they are."""
        return all(self.services[each].unnamed for each in kinds if each in self.services)

    def signal(self, kind: str) -> SignalKind:
        """`signal-kind-unknown`, with the kinds there are."""
        found = self.signals.get(kind)
        if found is None:
            raise Refused("signal-kind-unknown", allowed=list(self.signals))
        return found

    def check_body(self, body: str) -> None:
        """`signal-body-unknown`, with the bodies there are."""
        if body not in self.bodies:
            raise Refused("signal-body-unknown", allowed=list(self.bodies))


NO_URGENT_RULES: Final = UrgentRules()
"""For backends whose pack has none."""


def urgent_rules_of(pack: Pack) -> UrgentRules:
    """The part of a resolved pack that urgent services and signals need."""
    return UrgentRules(
        {each.id: each for each in pack.urgent_services},
        {each.id: each for each in pack.signal_kinds},
        {each.id: each for each in pack.signal_bodies},
        rulebook_of(pack),
    )
