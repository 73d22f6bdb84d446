"""The personas' virtual cards at a kiosk: the good ones work, each bad one is refused by its name."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from backend.cards.identity import identity_of
from backend.demo.filling import DemoPlan, fill
from backend.demo.persona_cards import Issuing, issue_persona_cards
from tests.backend.app_http import code_of
from tests.backend.card_in_hand import CardInHand
from tests.backend.demo.small_pack import SMALL_PACK
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import START, TEST_CA, Region

pytestmark = pytest.mark.slow


@pytest.fixture
def cards(region: Region, tmp_path: Path) -> dict[str, CardInHand]:
    """Every virtual card of a demo region, by the name of its file."""
    plan = DemoPlan(people=60, seed=3, today=START.date(), issuer="51")
    personas = fill(region.database, SMALL_PACK, plan, lambda _stored: None)
    issuing = Issuing(TEST_CA, "51", START, "tests")
    with region.database.maintenance() as connection:
        files = issue_persona_cards(connection, issuing, personas, tmp_path / "cards")
    return {file.stem.removeprefix("demo-"): card_in(file) for file in files}


def card_in(file: Path) -> CardInHand:
    """The card as the simulator would be personalised from its file."""
    profile = json.loads(file.read_text())["profile"]
    certificates = {kind: b64decode(key["certificate"]) for kind, key in profile["keys"].items()}
    keys = {}
    for kind, key in profile["keys"].items():
        private = load_pem_private_key(key["private_pem"].encode(), None)
        assert isinstance(private, ec.EllipticCurvePrivateKey)
        keys[kind] = private
    identity = identity_of(x509.load_der_x509_certificate(certificates["9E"]))
    return CardInHand(file.stem, identity, certificates, keys, profile["guid"])


def test_good_cards_open_a_session_and_show_their_holders_file(
    kiosk: KioskInTest, cards: dict[str, CardInHand]
) -> None:
    names = {
        "widow": "Мария",
        "blind": "Виктор",
        "mother": "Ксения",
        "unemployed": "Артём",
        "orphan": "Дарья",
        "nothing": "Глеб",
        "replaced-new": "Вера",
    }
    for slug, first_name in names.items():
        opened = kiosk.tap(cards[slug])
        assert opened.status_code == 201, (slug, opened.text)
        assert opened.json()["first_name"] == first_name
        shown = kiosk.enter_pin(opened.json()["session"], cards[slug])
        assert shown.is_success, (slug, shown.text)
        entitlements = shown.json()["file"]["entitlements"]
        assert (entitlements == []) == (slug == "nothing")


@pytest.mark.parametrize(
    ("slug", "codes"),
    [
        ("blocked", {"card-blocked"}),
        ("expired", {"card-expired", "card-certificate-invalid"}),
        ("lost", {"card-lost"}),
        ("replaced", {"card-replaced"}),
        ("widow-clone", {"card-signature-invalid"}),
    ],
)
def test_bad_cards_are_refused_by_name(
    kiosk: KioskInTest, cards: dict[str, CardInHand], slug: str, codes: set[str]
) -> None:
    assert code_of(kiosk.tap(cards[slug])) in codes


def test_the_mother_acts_for_her_three_children(kiosk: KioskInTest, cards: dict[str, CardInHand]) -> None:
    session = kiosk.tap(cards["mother"]).json()["session"]
    children = kiosk.enter_pin(session, cards["mother"]).json()["acts_for"]
    assert [child["first_name"] for child in children] == ["Полина", "Матвей", "Ева"]
    for child in children:
        shown = kiosk.file_of(session, child["person"])
        assert shown.status_code == 200, shown.text
    assert cards["widow"].identity.serial not in shown.text
