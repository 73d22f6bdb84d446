"""Whatever was going on, once a card is out nothing of its person is left: breadth-first over every press."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from msgspec.structs import replace

from backend.contract.cards import GroupCounts
from backend.contract.people import Category, Entitlement, IdentityDocument, PersonalFile, Relation
from devices.ports import CardKey, CardProof, PrinterState, ReaderProfile
from kiosk.flow import effects, events
from kiosk.flow.catalogue_of_views import every_view
from kiosk.flow.demo.person import holder_file
from kiosk.flow.events import Event
from kiosk.flow.pages import Home
from kiosk.flow.views import Comfort
from kiosk.flow.walk import AS_FOUND, Walk
from tests.kiosk.sample_pack import PACK
from tests.kiosk.worlds import world
from tests.walks.kiosk_walk import PROOF, KioskWalk, presses
from tests.walks.values import holds

CANARY = "Канарейка"
DEEPEST = 8


def canary_file(person: str) -> PersonalFile:
    """A file with the canary in every field that can hold it."""
    say = f"{CANARY}-{person}"
    return PersonalFile(
        person=f"{say}-id",
        last_name=say,
        first_name=say,
        middle_name=say,
        birth_date=date(1951, 3, 8),
        birth_place=say,
        address=say,
        snils_masked=say,
        card_masked=say,
        clinic=say,
        documents=(
            IdentityDocument(
                kind=say, title=say, series=say, number=say, issued_by=say, issued_on=date(2001, 1, 1)
            ),
        ),
        categories=(Category(category="labour-veteran", since=date(2001, 1, 1), until=None, evidence=say),),
        entitlements=tuple(
            Entitlement(
                id=f"{say}-{measure}",
                measure=measure,
                state="active",
                since=date(2026, 1, 1),
                until=None,
                amount_kopecks=100,
                per="month",
                awarded_by=say,
                decision=say,
                ground="labour-veteran",
                next_payment_on=None,
            )
            for measure in ("monthly-payment", f"{say}-measure")
        ),
    )


RELATIONS = (Relation(person=f"{CANARY}-child-id", first_name=CANARY, initial="К", relation="parent"),)
COUNTS = GroupCounts(payments=1, transport=1, medicines=1, services=1)


def canary_kiosk(profile: ReaderProfile = ReaderProfile.INSERT) -> KioskWalk:
    kiosk = KioskWalk(profile).card_in().card_proves()
    kiosk.happens(events.SessionOpened(kiosk.ask, 1, CANARY, "К", COUNTS))
    return kiosk


def identified(kiosk: KioskWalk) -> KioskWalk:
    kiosk.tap("welcome.pin").enter_pin().card_proves()
    return kiosk.happens(events.HolderConfirmed(kiosk.ask, canary_file("holder"), RELATIONS))


def possible(kiosk: KioskWalk) -> Iterator[Event]:
    """Every press of the view, and every answer the world may give now."""
    yield from (press for _, press in presses(kiosk.view))
    for asking in kiosk.walk.awaited:
        match asking:
            case effects.FetchFile(number):
                yield events.FileFetched(number, canary_file("child"))
                yield events.BackendRefused(number, "backend-unreachable")
            case effects.PrintSheet(number):
                yield events.PaperPrinted(number)
            case effects.CountPinTries(number):
                yield events.PinTriesCounted(number, 3)
            case effects.VerifyPinAndProve(number):
                yield events.CardProved(number, PROOF, "nonce")
            case _:
                pass


def states_of_a_session(start: KioskWalk, deepest: int) -> Iterator[KioskWalk]:
    """Breadth-first: every state that can be reached from `start` in a few events."""
    seen: set[object] = set()
    front = [start]
    for _ in range(deepest):
        following = []
        for kiosk in front:
            for event in possible(kiosk):
                after = kiosk.copy().happens(event)
                key = (after.walk.stack[-2:], after.walk.awaited, after.walk.session is None)
                if key not in seen:
                    seen.add(key)
                    following.append(after)
                    yield after
        front = following


@pytest.mark.slow
@pytest.mark.parametrize("profile", [ReaderProfile.INSERT, ReaderProfile.LAY])
def test_card_out_in_every_state_leads_home_with_nothing_of_the_person(profile: ReaderProfile) -> None:
    states = 0
    for begin in (canary_kiosk(profile), identified(canary_kiosk(profile))):
        for kiosk in states_of_a_session(begin, DEEPEST):
            in_session = kiosk.walk.session is not None
            left = kiosk.copy().card_out()
            states += 1
            assert left.walk.stack == (Home(),)
            assert left.walk.session is None
            assert left.walk.comfort == AS_FOUND
            assert not holds(left.walk, CANARY)
            assert not holds(left.view, CANARY)
            if in_session:
                assert effects.Wipe() in left.walk.effects
                assert effects.StopSpeech() in left.walk.effects
    assert states > 1000


def test_the_canary_is_seen_while_the_session_lasts() -> None:
    """The control of the test above: it must be able to fail."""
    kiosk = identified(canary_kiosk())
    assert holds(kiosk.view, CANARY)
    assert holds(kiosk.walk, CANARY)
    assert CANARY not in repr(kiosk.walk), "which is why its values are looked through, not its repr"


def test_nothing_personal_stands_in_the_repr_of_a_walk_even_during_the_session() -> None:
    kiosk = identified(canary_kiosk())
    assert CANARY not in repr(kiosk.walk)
    assert CANARY not in repr(kiosk.orders)
    kiosk.happens(events.Switched(kiosk.walk.page))
    assert CANARY not in repr(events.HolderConfirmed(1, canary_file("holder"), RELATIONS))
    assert CANARY not in repr(events.SessionOpened(1, 1, CANARY, "К", COUNTS))


def test_a_sheet_under_way_is_not_in_the_repr() -> None:
    kiosk = identified(canary_kiosk()).tap("file.tab.social").tap("file.print").tap("action.print")
    assert kiosk.printed
    assert CANARY in repr(kiosk.printed[0].sheet.elements)
    assert CANARY not in repr(kiosk.printed)


def test_a_proof_names_no_card_in_its_repr() -> None:
    proof = CardProof(CardKey.CARD, CANARY.encode(), CANARY.encode(), CANARY.encode())
    assert repr(CANARY.encode())[2:-1] not in repr(events.CardProved(1, proof, "nonce"))
    assert repr(CANARY.encode())[2:-1] in repr(proof.guid), "the control"


def test_late_answers_for_somebody_who_has_left_change_nothing() -> None:
    kiosk = canary_kiosk().tap("welcome.pin").enter_pin().card_proves()
    raising = kiosk.ask
    kiosk.card_out()
    before = kiosk.walk
    kiosk.happens(events.HolderConfirmed(raising, canary_file("holder"), RELATIONS))
    assert replace(kiosk.walk, effects=()) == replace(before, effects=())


def test_an_answer_for_the_person_before_does_not_reach_the_next_one() -> None:
    kiosk = canary_kiosk().tap("welcome.pin").enter_pin().card_proves()
    raising = kiosk.ask
    kiosk.card_out().welcomed()
    kiosk.happens(events.HolderConfirmed(raising, canary_file("holder"), RELATIONS))
    assert kiosk.page == "welcome"
    assert CANARY not in repr(kiosk.view)


def test_a_fast_out_and_in_begins_anew() -> None:
    kiosk = identified(canary_kiosk())
    kiosk.card_in()  # no CardAbsent was seen between
    assert kiosk.page == "reading"
    assert kiosk.walk.session is None
    assert CANARY not in repr(kiosk.view)


def test_personal_pages_are_spoken_to_a_headset_only() -> None:
    kiosk = identified(canary_kiosk()).tap("comfort.voice")
    assert CANARY not in repr(kiosk.spoken)
    assert kiosk.spoken[-1] == kiosk.world.words["ru"]("voice.personal")
    kiosk.happens(events.HeadsetReported(True))
    assert CANARY in kiosk.spoken[-1]
    speaking = len(kiosk.spoken)
    kiosk.happens(events.HeadsetReported(False))
    assert effects.StopSpeech() in kiosk.walk.effects
    assert len(kiosk.spoken) == speaking


def test_a_touch_stops_speech_at_once() -> None:
    kiosk = KioskWalk().tap("comfort.voice")
    assert kiosk.spoken
    kiosk.happens(events.Touched())
    assert kiosk.walk.effects[0] == effects.StopSpeech()


def test_views_that_show_a_person_are_marked_personal() -> None:
    at = world()
    person = holder_file(PACK).last_name
    for name, view in every_view(at, Comfort()):
        if person in repr(view.blocks):
            assert view.personal, name


def test_no_printing_for_somebody_else_is_offered_when_paper_is_out() -> None:
    kiosk = identified(canary_kiosk()).printer_is(PrinterState.PAPER_OUT).tap("file.tab.social")
    assert "Напечатать список" not in [title for title, _ in presses(kiosk.view)]


def test_rest_is_the_same_for_everybody() -> None:
    kiosk = identified(canary_kiosk()).card_out()
    fresh = Walk(
        now=kiosk.walk.now,
        clock=kiosk.walk.clock,
        today=kiosk.walk.today,
        touched_at=kiosk.walk.touched_at,
        devices=kiosk.walk.devices,
        sessions=1,
        next_effect=kiosk.walk.next_effect,
    )
    assert replace(kiosk.walk, effects=()) == fresh
