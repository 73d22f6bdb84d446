"""Alembic's entry: runs on the transaction that `backend.migrating` has opened."""

from __future__ import annotations

from alembic import context

from backend.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
)
context.run_migrations()
