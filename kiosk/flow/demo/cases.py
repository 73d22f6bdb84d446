"""Invented petitions, shown where no real one may be."""

from __future__ import annotations

from datetime import UTC, date, datetime

from backend.contract.cases import CaseDue, CaseFile, CaseText

NUMBER, COMPLAINT, ANSWERED = "О-26-000123", "Ж-26-000007", "О-26-000098"
AUTHOR = "demo-holder"
OPENED = datetime(2026, 11, 20, 9, 5, tzinfo=UTC)
TEXT = CaseText(
    substance="Прошу починить подъёмник у входа.\nОн не работает с октября, я не могу выйти из дома.",
    addressee="Министерство труда и социального развития",
    answer_address="г. Мурманск, ул. Полярные Зори, д. 4, кв. 12",
)
ANSWER = "Подъёмник починили 12 ноября. Если он снова встанет, позвоните в диспетчерскую."


def case(number: str = NUMBER, **changed: object) -> CaseFile:
    """Prepared by telephone, whole, and waiting for the signature."""
    told = CaseFile(
        number=number,
        kind="application",
        regulation="petition",
        ground="",
        state="awaiting_signature",
        version=2,
        channel="phone",
        author=AUTHOR,
        author_name="Полярная Мария Ивановна",
        person=AUTHOR,
        person_name="Полярная Мария Ивановна",
        contact=None,
        opened_at=OPENED,
        received_on=None,
        registered_at=None,
        due=None,
        extended=False,
        may_extend=False,
        missing=("signature", "date"),
        refusal="",
        responsible="",
        responsible_name="",
        signed=None,
        forgotten=False,
        text=TEXT,
        answer="",
        history=(),
    )
    return told.model_copy(update=changed)


def registered(one: CaseFile | None = None) -> CaseFile:
    """The same, signed at the kiosk."""
    return (one or case()).model_copy(
        update={
            "state": "registered",
            "version": 3,
            "channel": "kiosk",
            "registered_at": OPENED,
            "received_on": OPENED.date(),
            "missing": (),
            "due": due(date(2026, 12, 18)),
        }
    )


def due(on: date, *, provisional: bool = False) -> CaseDue:
    return CaseDue(
        on=on,
        rule="petition-answer",
        act="Федеральный закон № 59-ФЗ",
        article="ст. 12, ч. 1",
        provisional=provisional,
        overdue=False,
    )


def cases() -> tuple[CaseFile, ...]:
    """One to sign, one that still lacks something, one on its way, one answered."""
    lacking = case(
        COMPLAINT,
        kind="complaint",
        regulation="complaint",
        ground="service-late",
        missing=("decision", "signature"),
    )
    running = registered(case("О-26-000110")).model_copy(
        update={"due": due(date(2027, 1, 29), provisional=True)}
    )
    answered = registered(case(ANSWERED)).model_copy(
        update={"state": "answered", "due": None, "answer": ANSWER}
    )
    return (case(), lacking, running, answered)
