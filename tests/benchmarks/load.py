"""Load from wrk: prepared proofs sent to one address, and what came of it."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).parent / "lua" / "proofs.lua"
CONNECTIONS = 32
MEANT_BY_CONNECTION = 2  # answers: fewer are mostly handshakes
MAY_BE_REFUSED = 0.05


@dataclass(frozen=True, slots=True)
class Outcome:
    """`rate` in requests a second; latencies in milliseconds."""

    rate: float
    p50: float
    p99: float


def send(
    url: str,
    requests: Path,
    token: str,
    seconds: int,
    *,
    script: Path = SCRIPT,
    connections: int = CONNECTIONS,
    may_fail: bool = False,
) -> Outcome:
    """Send the file's requests for so long; raises RuntimeError if any was refused or none were left.

    With `may_fail` a few may be refused or cut and do not count: so many at once can be too many for a while.
    """
    command = (
        *("wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--timeout", "10s"),
        *("-s", str(script), url, "--", str(requests), token),
    )
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    line = next((line for line in done.stdout.splitlines() if line.startswith("RESULT ")), "")
    if not line:
        raise RuntimeError(f"wrk: {done.stdout}{done.stderr}")
    result = json.loads(line.removeprefix("RESULT "))
    if result["exhausted"] or (result["failed"] and not may_fail):
        raise RuntimeError(f"{url}: {line}")
    answered = result["requests"] - result["failed"]
    if answered < MEANT_BY_CONNECTION * connections or result["failed"] > answered * MAY_BE_REFUSED:
        raise RuntimeError(f"{url}: too little was answered to be judged: {line}")
    return Outcome(answered / (result["microseconds"] / 1e6), result["p50"] / 1000, result["p99"] / 1000)
