"""A small region for tests: one CA, a running app, invented people, cards in the hand, kiosks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from secrets import token_hex
from uuid import uuid4
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from joserfc.jwk import ECKey
from sqlalchemy import Connection, insert

from backend.auth.tokens import TokenDesk
from backend.card_proof.verify import CardVerifier
from backend.cards import service as cards
from backend.cards.identity import CardIdentity
from backend.cards.issuing import CardOrder, certify, last_day_of
from backend.cards.service import Hand
from backend.catalogue import Catalogue, Term
from backend.database.doors import Database
from backend.disclosure import Disclosure
from backend.entitlements.tables import entitlements
from backend.idempotency.sealing import AnswerSeal
from backend.identification_policy import policy_of
from backend.kiosks import service as kiosks
from backend.kiosks.service import Invitation
from backend.log import make_log
from backend.people.tables import people, representatives
from backend.places import PlaceBook
from backend.region_ca import RegionCa, make_region_ca
from backend.sealing_key import SealingKey
from backend.secret_values import new_code
from backend.services import Services
from backend.tickets.composing import TicketMaker
from backend.tickets.signing import TicketSigner
from backend.vault import Vault
from content.cache import load_or_compile
from content.deadlines import CALENDAR_DAYS, PREVIOUS, STAYS, WORKING_DAYS, DeadlineRule
from content.model import Accessibility, NeutralGroup, Place, PlaceKind, Text
from tests.backend.app_http import AppHttp
from tests.backend.card_in_hand import CardInHand
from tests.backend.kiosk_in_test import KioskInTest

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HAND = Hand("tests", START)
TEST_POLICY = policy_of(load_or_compile("ru"))
TEST_CA = make_region_ca(START, "Test region CA")
TEST_VAULT = Vault.of_key(bytes(32))
TEST_SEALING_KEY = SealingKey(X25519PrivateKey.from_private_bytes(bytes(range(32))))


def term_of(unit: str, length: int, roll: str) -> DeadlineRule:
    named = Text("Решить")
    return DeadlineRule("term", named, named, unit, length, roll, ())


CATALOGUE = Catalogue(
    {
        "monthly-cash-payment": Term("10 дней", term_of(CALENDAR_DAYS, 10, PREVIOUS)),
        "free-medicines": Term("5 рабочих дней", term_of(WORKING_DAYS, 5, STAYS)),
    }
)
TEST_SIGNER = TicketSigner(ec.derive_private_key(5, ec.SECP256R1()))
PLACES = PlaceBook(
    {
        name: Place(
            id=name,
            kind=PlaceKind.CLINIC,
            title=Text(title),
            town="Мурманск",
            address=address,
            latitude=latitude,
            longitude=33.1,
            phone="+78152000001",
            hours=(),
            accessibility=Accessibility(ramp=True),
        )
        for name, title, address, latitude in (
            ("clinic-1", "Поликлиника № 1", "ул. Шмидта, д. 39", 68.97),
            ("clinic-2", "Поликлиника № 2", "ул. Туристов, д. 21", 68.91),
            ("mfc", "МФЦ «Мои документы»", "ул. Книповича, д. 23", 68.96),
        )
    }
)
DISCLOSURE = Disclosure(
    pack_hash="ab" * 32,
    groups={"monthly-cash-payment": NeutralGroup.PAYMENTS, "free-medicines": NeutralGroup.MEDICINES},
    shown={
        0: frozenset({"public"}),
        1: frozenset({"public", "first_name", "initial", "group_counts"}),
        2: frozenset({"identity", "documents", "categories", "entitlements", "represented", "requests"}),
    },
    allowed={
        1: frozenset({"book", "print_ticket"}),
        2: frozenset({"file", "act_for_represented", "book", "list_bookings", "move_booking"}),
    },
)


@dataclass
class HandClock:
    """A clock that tests move by hand."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Region:
    """The backend of a test, with what is needed to fill and to ask it."""

    database: Database
    clock: HandClock
    log: StringIO = field(default_factory=StringIO)
    authority: RegionCa = TEST_CA
    disclosure: Disclosure = DISCLOSURE
    serials: int = 100000

    def __post_init__(self) -> None:
        self.services = Services(
            database=self.database,
            tokens=TokenDesk(ECKey.generate_key("P-256")),
            seal=AnswerSeal(bytes(32)),
            vault=TEST_VAULT,
            sealing_key=TEST_SEALING_KEY,
            verifier=CardVerifier(self.authority.certificate),
            disclosure=self.disclosure,
            catalogue=CATALOGUE,
            tickets=TicketMaker(PLACES, TEST_SIGNER, TEST_VAULT),
            clock=self.clock,
            zone=ZoneInfo("Europe/Moscow"),
            log=make_log(self.log),
            version="test",
            identification=TEST_POLICY,
        )
        self.http = AppHttp(self.services)

    def person(
        self, last_name: str = "Иванова", first_name: str = "Мария", birth: date = date(1948, 3, 8)
    ) -> str:
        """Enter an invented person; returns their id."""
        person = str(uuid4())
        row = {
            "person": person,
            "last_name": last_name,
            "first_name": first_name,
            "middle_name": "Петровна",
            "sex": "f",
            "birth_date": birth,
            "birth_place": "г. Мурманск",
            "town": "Мурманск",
            "address": "ул. Полярная, д. 1",
            "registered_at": START,
        }
        with self.database.maintenance() as connection:
            connection.execute(insert(people), row)
        return person

    def card_of(
        self, person: str, authority: RegionCa | None = None, *, valid_from: datetime = START
    ) -> CardInHand:
        """Issue a card to the person."""
        with self.database.maintenance() as connection:
            return self.issue(connection, person, authority or self.authority, valid_from)

    def issue(
        self, connection: Connection, person: str, authority: RegionCa, valid_from: datetime
    ) -> CardInHand:
        self.serials += 1
        identity = CardIdentity("51", str(self.serials), token_hex(16))
        keys = {key: ec.generate_private_key(ec.SECP256R1()) for key in ("9E", "9A")}
        order = CardOrder(
            f"card-{self.serials}", person, identity, valid_from, last_day_of(valid_from.date())
        )
        made = certify(
            authority,
            order,
            (keys["9E"].public_key(), keys["9A"].public_key()),
            (self.serials, self.serials + 1),
        )
        cards.issue(connection, made.new, HAND)
        certificates = {"9E": made.certificate_9e, "9A": made.certificate_9a}
        return CardInHand(order.card, identity, certificates, keys, identity.guid)

    def award(self, person: str, measures: Iterable[str]) -> None:
        """Award measures for good."""
        with self.database.maintenance() as connection:
            for measure in measures:
                row = {
                    "entitlement": str(uuid4()),
                    "person": person,
                    "measure": measure,
                    "state": "active",
                    "since": date(2020, 1, 1),
                    "amount_kopecks": 100_00,
                    "per": "month",
                    "awarded_by": "Отделение СФР",
                    "decision": "Решение № 1",
                    "ground": "",
                }
                connection.execute(insert(entitlements), row)

    def represents(self, representative: str, person: str) -> None:
        with self.database.maintenance() as connection:
            row = {
                "representative": representative,
                "person": person,
                "relation": "parent",
                "since": date(2015, 1, 1),
                "evidence": "Свидетельство о рождении",
            }
            connection.execute(insert(representatives), row)

    def invitation(self, title: str = "Мурманск, ул. Полярная, 1", **more: timedelta) -> str:
        code = new_code()
        with self.database.maintenance() as connection:
            kiosks.invite(
                connection,
                Invitation(kiosks.invitation_hash(TEST_VAULT, code), title, "insert", self.clock.now, **more),
                "tests",
            )
        return code

    def kiosk(self) -> KioskInTest:
        """Enrol a kiosk and give it its token."""
        kiosk = KioskInTest(self, ECKey.generate_key("P-256"))
        enrolled = kiosk.enrol(self.invitation())
        assert enrolled.status_code == 201, enrolled.text
        kiosk.id = enrolled.json()["kiosk"]
        kiosk.sign_in()
        return kiosk
