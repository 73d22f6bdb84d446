"""A health report on standard output, as a table or as JSON, and the exit code that sums it up."""

from __future__ import annotations

import json
import sys
from typing import Final

from rich.console import Console

from devices.health import HealthReport
from devices.health_words import as_json, as_table

SERVES: Final = 0
SERVES_IN_PART: Final = 1
CANNOT_SERVE: Final = 3  # 2 is everybody's: a wrong command line
TABLE_WIDTH: Final = 120


def tell(report: HealthReport, as_data: bool) -> int:
    """Print it and return the exit code."""
    if as_data:
        sys.stdout.write(json.dumps(as_json(report), ensure_ascii=False, indent=2) + "\n")
    else:
        Console(width=None if sys.stdout.isatty() else TABLE_WIDTH).print(as_table(report))
    if not report.can_serve:
        return CANNOT_SERVE
    return SERVES if report.complete else SERVES_IN_PART
