"""What a content pack says: measures, categories, services, places and articles as frozen values.

The same classes describe the YAML an editor writes (checked by `content.schema`) and the compiled
pack a kiosk loads in a few milliseconds. Every identifier is kebab-case and unique within its kind.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct


class Text(Struct, frozen=True):
    """A wording in the languages of the screens; Russian is always there, English may be empty."""

    ru: str
    en: str = ""

    def in_language(self, language: str) -> str:
        """The wording in `language` ("ru" or "en"), or the Russian one where it is missing."""
        return (self.en or self.ru) if language == "en" else self.ru


class Sureness(StrEnum):
    """How far a fact was verified: A act and figure, B act only, C to be verified before use."""

    A = "A"
    B = "B"
    C = "C"


class MeasureKind(StrEnum):
    ALLOWANCE = "allowance"
    PAYMENT = "payment"
    REIMBURSEMENT = "reimbursement"
    SUBSIDY = "subsidy"
    CONCESSION = "concession"
    IN_KIND = "in_kind"
    SERVICE = "service"
    PENSION = "pension"
    CERTIFICATE = "certificate"


class NeutralGroup(StrEnum):
    """What level 1 may count without saying anything about a person's health or status."""

    PAYMENTS = "payments"
    TRANSPORT = "transport"
    MEDICINES = "medicines"
    SERVICES = "services"


class Sphere(StrEnum):
    FAMILY = "family"
    HEALTH = "health"
    EDUCATION = "education"
    CULTURE_SPORT = "culture_sport"
    WORK_SOCIAL_PROTECTION = "work_social_protection"


class ServiceLevel(StrEnum):
    """The five degrees of automation: И, О, Д, Т, П."""

    INFORMATION = "information"
    ONE_WAY = "one_way"
    TWO_WAY = "two_way"
    TRANSACTIONAL = "transactional"
    PROACTIVE = "proactive"


class LifeEvent(StrEnum):
    BIRTH = "birth"
    CHILDHOOD = "childhood"
    SCHOOL = "school"
    STUDY = "study"
    MARRIAGE_FAMILY = "marriage_family"
    WORK = "work"
    JOB_LOSS = "job_loss"
    ILLNESS = "illness"
    DISABILITY = "disability"
    RETIREMENT = "retirement"
    HARDSHIP = "hardship"
    MOVING = "moving"
    LEISURE = "leisure"
    LOSS_OF_RELATIVE = "loss_of_relative"


class PlaceKind(StrEnum):
    SOCIAL_PROTECTION = "social_protection"
    SOCIAL_FUND = "social_fund"
    MFC = "mfc"
    SOCIAL_SERVICES = "social_services"
    JOB_CENTRE = "job_centre"
    CLINIC = "clinic"
    PHARMACY = "pharmacy"
    LIBRARY = "library"
    MUSEUM = "museum"
    THEATRE = "theatre"
    SPORT = "sport"
    EDUCATION = "education"
    LEGAL_AID = "legal_aid"
    KINDERGARTEN = "kindergarten"
    SCHOOL = "school"


class LegalBasis(Struct, frozen=True):
    """The act a measure or category stands on."""

    act: str  # «Федеральный закон № 181-ФЗ»
    article: str = ""  # «ст. 28.1»
    title: str = ""  # «О социальной защите инвалидов в Российской Федерации»
    adopted: date | None = None


class Amount(Struct, frozen=True):
    """How much, since when, and who says so.

    Either a figure in kopecks (`kopecks`, or `kopecks_to` for an upper bound) or words only
    («50 % платы»). A figure needs `valid_from` and `source`.
    """

    text: Text
    kopecks: int | None = None
    kopecks_to: int | None = None
    per: str = ""  # "month", "year", "once", ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    verified: bool = False


class Evidence(Struct, frozen=True):
    """A document to bring. `from_registry`: the office asks another body for it, nothing to bring."""

    title: Text
    from_registry: bool = False


class Deadline(Struct, frozen=True):
    """The term in which the body decides."""

    text: Text
    working_days: int | None = None
    calendar_days: int | None = None
    source: str = ""


class Measure(Struct, frozen=True):
    """A social support measure of the catalogue (CPSV PublicService)."""

    id: str
    title: Text
    kind: MeasureKind
    group: NeutralGroup
    summary: Text  # one or two plain sentences: what it is and for whom
    who: str  # plain Russian: the criterion in words
    legal_basis: tuple[LegalBasis, ...]
    amount: Amount
    evidence: tuple[Evidence, ...]
    how: str  # plain Russian: what to do, step by step, specific to this measure
    where: tuple[PlaceKind, ...]
    where_note: str
    deadline: Deadline
    sureness: Sureness
    categories: tuple[str, ...] = ()  # BenefitCategory ids it is for, if it is for a category
    spheres: tuple[Sphere, ...] = ()
    life_events: tuple[LifeEvent, ...] = ()
    spoken: str = ""  # how the title is read aloud: no abbreviations, numbers in words
    notes: str = ""
    closed: bool = False  # no new awards; kept for those who have it


class BenefitCategory(Struct, frozen=True):
    """A group of people the law names."""

    id: str
    title: Text
    summary: Text
    criterion: str
    legal_basis: tuple[LegalBasis, ...]
    evidence: tuple[Evidence, ...]
    confirmed_by: str  # who issues the proof
    sureness: Sureness
    spoken: str = ""


class Service(Struct, frozen=True):
    """A service of the catalogue: sphere × life event × level."""

    id: str
    title: Text
    summary: Text
    sphere: Sphere
    level: ServiceLevel
    life_events: tuple[LifeEvent, ...]
    how: str
    where: tuple[PlaceKind, ...]
    channels: tuple[str, ...] = ("kiosk",)  # kiosk, phone, office, portal, post
    spoken: str = ""


class Hours(Struct, frozen=True):
    """Opening hours: `days` as "mon-fri" or "sat", times as "09:00"."""

    days: str
    opens: str
    closes: str
    break_from: str = ""
    break_to: str = ""

    @property
    def round_the_clock(self) -> bool:
        """Whether it does not close that day: packs write the day's end as 23:59 or 24:00."""
        return self.opens == "00:00" and self.closes in ("23:59", "24:00") and not self.break_from


class Accessibility(Struct, frozen=True):
    """What a person in a wheelchair, or one who hears or sees badly, needs to know before going."""

    ramp: bool = False
    lift: bool = False
    accessible_toilet: bool = False
    induction_loop: bool = False
    tactile_signs: bool = False
    parking: bool = False


class Place(Struct, frozen=True):
    """An office, clinic, pharmacy, library, museum or job centre (HSDS location)."""

    id: str
    kind: PlaceKind
    title: Text
    town: str
    address: str
    latitude: float
    longitude: float
    phone: str  # E.164
    hours: tuple[Hours, ...]
    accessibility: Accessibility
    demo: bool = True  # invented data for demonstration, said so on screen
    note: str = ""
    # Of a school: the houses it takes children from first: «ул. Лобова», «просп. Ленина, 1-41 odd».
    district: tuple[str, ...] = ()


class Article(Struct, frozen=True):
    """A page of plain text behind a menu entry; `body` is Markdown (headings, paragraphs, lists)."""

    id: str
    section: str  # "important", "where-to-go", "social-card", …
    title: Text
    summary: Text
    body: str
    spoken: str = ""


class ParameterValue(Struct, frozen=True):
    value: int  # kopecks, or a plain number where `Parameter.unit` says so
    valid_from: date
    source: str
    valid_to: date | None = None
    verified: bool = False


class Parameter(Struct, frozen=True):
    """A dated number of the law: «ПМ РФ на душу», «МРОТ»."""

    id: str
    title: Text
    unit: str  # "kopecks", "percent", "permille", "years"
    values: tuple[ParameterValue, ...]


class DisclosureLevel(Struct, frozen=True):
    """What an identification level lets be shown and done."""

    level: int  # 0 nobody, 1 genuine card, 2 card and PIN
    shows: tuple[str, ...]  # "public", "first_name", "initial", "group_counts", "identity", …
    allows: tuple[str, ...]  # "browse", "book", "print_ticket", "print_list", "file", …
