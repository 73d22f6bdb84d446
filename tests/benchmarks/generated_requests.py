"""Requests generated from our own OpenAPI document, also one after another, against a served backend.

Schemathesis makes them over real HTTP: by the document's edges (coverage), at random (fuzzing) and in chains
where one answer feeds the next request (stateful). None may end in a 5xx or outside of what is documented.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console

from backend.auth.tokens import load_or_make_token_desk
from backend.operators.values import Role
from tests.benchmarks.measured_region import MeasuredRegion
from tests.benchmarks.report import Figure, Ratio, Report

CASES = 20_000
EXAMPLES, EXAMPLES_VARIABLE = 60, "OKNO_BENCH_EXAMPLES"  # for each operation and phase
SECONDS_VARIABLE, LONGEST = "OKNO_BENCH_SECONDS", 1_500
PEOPLE = 500
PHASES = "coverage,fuzzing,stateful"
CHECKS = "not_a_server_error,content_type_conformance,response_schema_conformance"
WORKERS = "1"  # two threads of hypothesis stumble over each other on Python 3.11
SEED = "20261122"


def run(console: Console) -> Report:
    with TemporaryDirectory(prefix="okno-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        region = MeasuredRegion(folder / "backend")
        region.data.mkdir()
        region.fill(PEOPLE)
        with region.served() as address:
            told = generated(region, address, folder)
    short = EXAMPLES_VARIABLE in os.environ
    if told["failures"] or told["errors"]:
        console.print(told["output"])
    figures = [Figure(f"requests, {phase}", count, "") for phase, count in told["phases"].items()]
    ratios = (
        Ratio("requests generated", told["cases"], at_least=None if short else CASES),
        Ratio("failures", told["failures"], at_most=0),
        Ratio("operations that could not be tried", told["errors"], at_most=0),
    )
    left_out = (f"{CASES:,} requests: {EXAMPLES_VARIABLE} asks for fewer",) if short else ()
    return Report("generated-requests", tuple(figures), ratios, left_out)


def generated(region: MeasuredRegion, address: str, folder: Path) -> dict[str, Any]:
    """What schemathesis counted; its report lies in `folder`."""
    roles = tuple(role.value for role in Role)
    now = datetime.now(UTC)
    token = load_or_make_token_desk(region.data).issue("tester", roles, now, timedelta(hours=2)).access_token
    report = folder / "events.ndjson"
    command = (
        *(sys.executable, "-m", "schemathesis.cli", "run", f"{address}/openapi.json"),
        *("--header", f"Authorization: Bearer {token}", "--tls-verify", str(region.region_ca)),
        *("--phases", PHASES, "--checks", CHECKS, "--mode", "all", "--workers", WORKERS, "--seed", SEED),
        *("--max-examples", os.environ.get(EXAMPLES_VARIABLE, str(EXAMPLES))),
        *("--max-time", os.environ.get(SECONDS_VARIABLE, str(LONGEST))),
        *("--suppress-health-check", "all", "--generation-database", "none", "--no-shrink", "--no-color"),
        *("--continue-on-failure", "--warnings", "off", "--request-timeout", "60"),
        *("--report-ndjson-path", str(report)),
    )
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return {"output": done.stdout[-6000:] + done.stderr[-2000:]} | counted(report)


def counted(report: Path) -> dict[str, Any]:
    phases: dict[str, int] = {}
    failures = errors = 0
    for line in report.read_text().splitlines():
        for kind, event in json.loads(line).items():
            errors += kind in {"NonFatalError", "FatalError"}
            if kind == "ScenarioFinished":
                recorder = event["recorder"]
                phase = str(event["phase"])
                sent = recorder.get("interactions", ())  # a chain may end before it has sent anything
                checked = recorder.get("checks", {}).values()
                phases[phase] = phases.get(phase, 0) + len(sent)
                failures += sum(check["status"] == "failure" for checks in checked for check in checks)
    return {"phases": phases, "cases": sum(phases.values()), "failures": failures, "errors": errors}
