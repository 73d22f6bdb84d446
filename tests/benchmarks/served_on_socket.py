"""`python -m backend serve` on a listening socket that is handed down to it.

Whoever starts servers keeps the socket open: who comes while one is dead waits in the line of the kernel,
where a load generator that is refused would never come again.
"""

from __future__ import annotations

import sys
from contextlib import nullcontext
from socket import socket
from unittest.mock import patch

from backend import __main__ as front_door


def main(descriptor: str) -> None:
    """Serve on the socket of this number."""
    handed_down = nullcontext([socket(fileno=int(descriptor))])
    sys.argv = ["backend", "serve"]
    with patch.object(front_door, "listening_sockets", lambda *_where, **_how: handed_down):
        front_door.main()


if __name__ == "__main__":
    main(sys.argv[1])
