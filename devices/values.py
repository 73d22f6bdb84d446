"""The base of the values that rooms hand to one another: frozen, compared by content, cheap to define.

A kiosk has some two hundred kinds of them, and every start defines them all; a `msgspec.Struct` takes a
thirtieth of the time that a dataclass takes.
"""

from __future__ import annotations

from typing import ClassVar, dataclass_transform

import msgspec


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class Value(msgspec.Struct, frozen=True):
    """A frozen value; `msgspec.structs.replace` makes a changed copy.

    A kind that holds something personal or secret names in `repr_fields` what its repr may show: then
    nothing else is shown, so that neither a log nor a failing test tells it.
    """

    repr_fields: ClassVar[tuple[str, ...] | None] = None  # None: all of them

    def __repr__(self) -> str:
        names = self.__struct_fields__ if self.repr_fields is None else self.repr_fields
        hidden = [] if self.repr_fields is None else ["…"]
        shown = [f"{name}={getattr(self, name)!r}" for name in names]
        return f"{type(self).__name__}({', '.join(shown + hidden)})"
