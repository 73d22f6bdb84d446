"""A small invented pack with one of everything, for the tests of the flow."""

from __future__ import annotations

from datetime import date

from content.model import (
    Accessibility,
    Amount,
    Article,
    BenefitCategory,
    Deadline,
    DisclosureLevel,
    Evidence,
    Hours,
    LegalBasis,
    LifeEvent,
    Measure,
    MeasureKind,
    NeutralGroup,
    Place,
    PlaceKind,
    Service,
    ServiceLevel,
    Sphere,
    Sureness,
    Text,
)
from content.pack import Pack

ACT = LegalBasis("Федеральный закон № 1-ФЗ", "ст. 2", "О помощи", date(2020, 1, 1))
BRING = (Evidence(Text("Паспорт", "Passport")), Evidence(Text("Справка о доходах", "Proof of income"), True))


def measure(identifier: str, title: str, group: NeutralGroup, amount: Amount, **more: object) -> Measure:
    """A measure with plausible words; `more` overrides any field."""
    fields: dict[str, object] = {
        "id": identifier,
        "title": Text(title, f"{identifier} in English"),
        "kind": MeasureKind.PAYMENT,
        "group": group,
        "summary": Text(f"{title}: коротко о главном.", "In short."),
        "who": "Ветеранам труда с небольшим доходом.",
        "legal_basis": (ACT,),
        "amount": amount,
        "evidence": BRING,
        "how": "Придите с паспортом. Напишите заявление.",
        "where": (PlaceKind.SOCIAL_PROTECTION,),
        "where_note": "В отделе социальной защиты по месту жительства.",
        "deadline": Deadline(Text("Ответят за 10 рабочих дней.", "Within 10 working days."), 10),
        "sureness": Sureness.A,
        "categories": ("labour-veteran",),
        "spheres": (Sphere.WORK_SOCIAL_PROTECTION,),
        "life_events": (LifeEvent.RETIREMENT,),
    } | more
    return Measure(**fields)  # type: ignore[arg-type]


def known_amount(kopecks: int) -> Amount:
    return Amount(
        Text("каждый месяц", "every month"), kopecks, None, "month", date(2026, 2, 1), None, "Закон № 1", True
    )


MEASURES = (
    measure("monthly-payment", "Ежемесячная выплата", NeutralGroup.PAYMENTS, known_amount(123456)),
    measure("free-travel", "Бесплатный проезд", NeutralGroup.TRANSPORT, Amount(Text("бесплатно", "free"))),
    measure(
        "free-medicines",
        "Бесплатные лекарства",
        NeutralGroup.MEDICINES,
        Amount(Text("по рецепту", "by prescription"), verified=True),
        sureness=Sureness.C,
        spheres=(Sphere.HEALTH,),
        life_events=(LifeEvent.ILLNESS,),
    ),
    measure(
        "old-help",
        "Старая помощь",
        NeutralGroup.SERVICES,
        Amount(Text("до 500 ₽", "up to 500"), None, 50000),
        closed=True,
    ),
)


def place(identifier: str, kind: PlaceKind, town: str, latitude: float, longitude: float) -> Place:
    return Place(
        identifier,
        kind,
        Text(f"Отдел {identifier}", f"Office {identifier}"),
        town,
        "ул. Ленина, 1",
        latitude,
        longitude,
        "+78152000001",
        (Hours("mon-thu", "09:00", "18:00", "13:00", "14:00"), Hours("fri", "09:00", "16:00")),
        Accessibility(ramp=True),
    )


BOOKING_ACTS = ("book", "print_ticket")
LEVEL_TWO_ACTS = (
    "browse", "print_list", "print_sheet", "act_for_represented", "list_bookings", "move_booking",
    "file", "set_code_word", *BOOKING_ACTS,
)  # fmt: skip

PACK = Pack(
    id="sample",
    version="1",
    title=Text("Образец", "Sample"),
    region="Мурманская область",
    call_centre="+78005550142",
    measures=MEASURES,
    categories=(
        BenefitCategory(
            "labour-veteran",
            Text("Ветеран труда", "Labour veteran"),
            Text("Кто долго работал.", "Long service."),
            "Есть удостоверение.",
            (ACT,),
            BRING,
            "Отдел социальной защиты",
            Sureness.B,
        ),
    ),
    services=(
        Service(
            "doctor",
            Text("Запись к врачу", "See a doctor"),
            Text("Выберите время.", "Choose a time."),
            Sphere.HEALTH,
            ServiceLevel.TRANSACTIONAL,
            (LifeEvent.ILLNESS,),
            "Назовите врача и день.",
            (PlaceKind.CLINIC,),
        ),
    ),
    places=(
        place("far", PlaceKind.SOCIAL_PROTECTION, "Апатиты", 67.56, 33.40),
        place("near", PlaceKind.SOCIAL_PROTECTION, "Мурманск", 68.97, 33.08),
        place("clinic", PlaceKind.CLINIC, "Мурманск", 68.96, 33.07),
    ),
    articles=(
        Article(
            "changes",
            "important",
            Text("Что изменилось", "What changed"),
            Text("Коротко", "In short"),
            "## Выплаты\n\nВыплаты **выросли**.\n\n- раз\n- два\n",
        ),
        Article("about-card", "social-card", Text("О карте", "About the card"), Text("Коротко"), "Карта."),
        Article("guide", "where-to-go", Text("Нужна помощь", "Need help"), Text("Коротко"), "Позвоните."),
        Article("wizard", "wizard", Text("Скоро", "Soon"), Text("Коротко"), "Скоро будет."),
        Article("intro", "measures", Text("Какая бывает помощь", "Kinds"), Text("Коротко"), "Разная."),
    ),
    parameters=(),
    disclosure=(
        DisclosureLevel(0, ("public",), ("browse", *BOOKING_ACTS)),
        DisclosureLevel(1, ("public", "group_counts"), ("browse", *BOOKING_ACTS)),
        DisclosureLevel(2, ("public", "group_counts", "identity"), LEVEL_TWO_ACTS),
    ),
    hash="ab" * 32,
)
