"""People, the words they are found by, their documents, benefit categories, family ties, representatives."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, String, Table, UniqueConstraint

from backend.database.metadata import UtcDateTime, metadata

PERSON_ID_LENGTH = 36

people = Table(
    "people",
    metadata,
    Column("person", String(PERSON_ID_LENGTH), primary_key=True),
    Column("last_name", String(80), nullable=False),
    Column("first_name", String(80), nullable=False),
    Column("middle_name", String(80), nullable=False, server_default=""),
    Column("sex", String(1), nullable=False),
    Column("birth_date", Date, nullable=False),
    Column("birth_place", String(200), nullable=False),
    Column("town", String(80), nullable=False),
    Column("address", String(300), nullable=False),
    Column("snils", String(11)),  # digits only, check digits included
    Column("policy", String(16)),  # ОМС, digits only
    Column("phone", String(16)),  # E.164
    Column("email", String(254)),
    Column("language", String(2), nullable=False, server_default="ru"),
    Column("clinic", String(80), nullable=False, server_default=""),  # Place id of the pack
    Column("registered_at", UtcDateTime, nullable=False),
    UniqueConstraint("snils"),
    CheckConstraint("sex IN ('f', 'm')", name="sex"),
    CheckConstraint("snils IS NULL OR length(snils) = 11", name="snils_length"),
    Index("ix_people_name", "last_name", "first_name", "birth_date"),
    Index("ix_people_policy", "policy"),
    Index("ix_people_phone", "phone"),
    Index("ix_people_birth_date", "birth_date", "last_name"),
    # A street's people stand together, whatever language the server sorts by.
    Index("ix_people_address", "address", postgresql_ops={"address": "text_pattern_ops"}),
)

identity_documents = Table(
    "identity_documents",
    metadata,
    Column("person", ForeignKey("people.person"), primary_key=True),
    Column("kind", String(40), primary_key=True),
    Column("series", String(12), primary_key=True),
    Column("number", String(24), primary_key=True),
    Column("issued_by", String(200), nullable=False),
    Column("issued_on", Date, nullable=False),
)

person_categories = Table(
    "person_categories",
    metadata,
    Column("person", ForeignKey("people.person"), primary_key=True),
    Column("category", String(80), primary_key=True),  # BenefitCategory id of the pack
    Column("since", Date, primary_key=True),
    Column("until", Date),  # last day, inclusive
    Column("evidence", String(200), nullable=False),
    CheckConstraint("until IS NULL OR until >= since", name="period"),
)

family_ties = Table(
    "family_ties",
    metadata,
    Column("person", ForeignKey("people.person"), primary_key=True),
    Column("relative", ForeignKey("people.person"), primary_key=True, index=True),
    Column("tie", String(10), nullable=False),  # the relative is the person's spouse, mother, father
    CheckConstraint("tie IN ('spouse', 'mother', 'father')", name="tie"),
    CheckConstraint("person <> relative", name="two_people"),
)

representatives = Table(
    "representatives",
    metadata,
    Column("representative", ForeignKey("people.person"), primary_key=True),
    Column("person", ForeignKey("people.person"), primary_key=True, index=True),
    Column("since", Date, primary_key=True),
    Column("until", Date),  # last day, inclusive; a parent's right also ends at 18 without it
    Column("relation", String(10), nullable=False),
    Column("evidence", String(200), nullable=False),
    CheckConstraint("relation IN ('parent', 'guardian', 'trustee')", name="relation"),
    CheckConstraint("person <> representative", name="two_people"),
    CheckConstraint("until IS NULL OR until >= since", name="period"),
)

# Surnames, first names and streets of the register, each once, by the beginnings that survive one slip.
register_fragments = Table(
    "register_fragments",
    metadata,
    Column("kind", String(10), primary_key=True),
    Column("fragment", String(12), primary_key=True),
    Column("word", String(300), primary_key=True),  # as it stands in `people`
    CheckConstraint("kind IN ('surname', 'first_name', 'street')", name="kind"),
)
