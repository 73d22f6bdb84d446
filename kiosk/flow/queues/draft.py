"""A child on its way into a queue, the applications that stand, or one that is looked at by its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from devices.values import Value

if TYPE_CHECKING:
    from backend.contract.queues import QueueApplication, QueueLook, QueueProspect


class QueueDraft(Value):
    """`kind` "" where nobody is to be registered: then it is the own applications, or the paper's."""

    repr_fields: ClassVar[tuple[str, ...]] = ("kind", "year")
    kind: str = ""
    child: str = ""
    prospect: QueueProspect | None = None
    year: int = 0
    wishes: tuple[str, ...] = ()  # wished most first
    claims: tuple[str, ...] = ()  # grounds that no register knows
    attempt: int = 0  # names the wish: asked again under it, there is one application
    unsure: str = ""  # the line failed while it was being registered: nobody knows yet
    made: QueueApplication | None = None
    own: tuple[QueueApplication, ...] | None = None
    number: str = ""  # of the paper, as typed
    code: str = ""
    unclear: bool = False  # what was typed is too short
    found: QueueLook | None = None
