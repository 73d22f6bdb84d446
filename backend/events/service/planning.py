"""Plans of halls: kept by version, so that a date stays in the hall it was opened in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from backend.events import repository
from backend.events.hall import HallPlan


def put_plan(connection: Connection, plan: HallPlan, now: datetime) -> int:
    """Its version: a new one where the hall was changed, or else the one that stands."""
    newest = repository.newest_plan(connection, plan.plan)
    layout = plan.model_dump_json()
    if newest is not None and newest["layout"] == layout:
        return int(newest["version"])
    version = 1 if newest is None else int(newest["version"]) + 1
    row = {
        "plan": plan.plan,
        "version": version,
        "title": plan.title,
        "layout": layout,
        "since": now,
    }
    repository.add_plan(connection, row)
    return version


def newest_plan(connection: Connection, plan: str) -> tuple[int, HallPlan] | None:
    """The version and the hall."""
    row = repository.newest_plan(connection, plan)
    return None if row is None else (row["version"], HallPlan.model_validate_json(row["layout"]))


def every_plan(connection: Connection) -> dict[str, HallPlan]:
    """The newest of each, by id."""
    found = {plan: newest_plan(connection, plan) for plan in repository.plan_ids(connection)}
    return {plan: each[1] for plan, each in found.items() if each is not None}


def plan_of_slot(connection: Connection, slot: str) -> HallPlan | None:
    """The hall a date was opened in; None where seating is free."""
    layout = repository.layout_of_slot(connection, slot)
    return None if layout is None else HallPlan.model_validate_json(layout)
