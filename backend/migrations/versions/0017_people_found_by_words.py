"""Words people are found by, code words, the purpose of a look, case workers"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import backend.database.metadata
from backend.people.register_words import words_of_person

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

MOMENT = backend.database.metadata.UtcDateTime(timezone=True)
ROLES = "role IN ('operator', 'case_worker', 'supervisor', 'technician', 'auditor')"


def upgrade() -> None:
    """Apply; who stands in the register already is found from the first day."""
    op.create_index("ix_people_phone", "people", ["phone"], unique=False)
    op.create_index("ix_people_birth_date", "people", ["birth_date", "last_name"], unique=False)
    op.create_index(
        "ix_people_address",
        "people",
        ["address"],
        unique=False,
        postgresql_ops={"address": "text_pattern_ops"},
    )
    op.create_index("ix_cards_serial", "cards", ["serial"], unique=False)
    op.add_column(
        "audit_events", sa.Column("purpose", sa.String(length=80), server_default="", nullable=False)
    )
    with op.batch_alter_table("operator_roles") as roles:
        roles.drop_constraint(op.f("ck_operator_roles_role"), type_="check")
        roles.create_check_constraint(op.f("ck_operator_roles_role"), ROLES)
    fragments = op.create_table(
        "register_fragments",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("fragment", sa.String(length=12), nullable=False),
        sa.Column("word", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "kind IN ('surname', 'first_name', 'street')", name=op.f("ck_register_fragments_kind")
        ),
        sa.PrimaryKeyConstraint("kind", "fragment", "word", name=op.f("pk_register_fragments")),
    )
    op.create_table(
        "code_words",
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("word_hash", sa.String(length=200), nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.Column("set_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.person"], name=op.f("fk_code_words_person")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_code_words")),
    )
    op.create_table(
        "identification_tries",
        sa.Column("whose", sa.String(length=80), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("locked_until", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("whose", name=op.f("pk_identification_tries")),
    )
    op.create_index("ix_identification_tries_since", "identification_tries", ["since"], unique=False)
    enter_words(fragments)


def enter_words(fragments: sa.Table) -> None:
    """The names and streets that are known, each once."""
    connection = op.get_bind()
    words: set[tuple[str, str, str]] = set()
    for column in ("last_name", "first_name", "address"):
        known = connection.execute(sa.text(f"SELECT DISTINCT {column} FROM people")).scalars()  # noqa: S608
        only = {"last_name": "", "first_name": "", "address": ""}
        words.update(word for each in known for word in words_of_person(**{**only, column: each}))
    rows = [{"kind": kind, "fragment": fragment, "word": word} for kind, fragment, word in sorted(words)]
    if rows:
        op.bulk_insert(fragments, rows)
