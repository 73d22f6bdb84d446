"""A pack of a few measures with the ids of the shipped one, so that these tests need no content."""

from __future__ import annotations

from content.model import Amount, Deadline, Measure, MeasureKind, NeutralGroup, PlaceKind, Sureness, Text
from content.pack import Pack

DISABLED = ("disabled-group-1", "disabled-group-2", "disabled-group-3", "disabled-child")


def measure(
    identifier: str,
    kind: MeasureKind,
    categories: tuple[str, ...],
    per: str = "month",
    kopecks: int | None = None,
    where: tuple[PlaceKind, ...] = (PlaceKind.SOCIAL_FUND,),
) -> Measure:
    return Measure(
        id=identifier,
        title=Text(identifier),
        kind=kind,
        group=NeutralGroup.PAYMENTS,
        summary=Text(""),
        who="",
        legal_basis=(),
        amount=Amount(Text(""), kopecks=kopecks, per=per),
        evidence=(),
        how="",
        where=where,
        where_note="",
        deadline=Deadline(Text("")),
        sureness=Sureness.C,
        categories=categories,
    )


MEASURES = (
    measure("monthly-payment-disabled", MeasureKind.PAYMENT, DISABLED),
    measure("monthly-payment-veterans", MeasureKind.PAYMENT, ("combat-veteran", "family-of-fallen")),
    measure("social-services-set", MeasureKind.CONCESSION, DISABLED, kopecks=182_525),
    measure("pension-supplement", MeasureKind.PAYMENT, ("pensioner",)),
    measure("social-pension", MeasureKind.PENSION, (*DISABLED, "orphan")),
    measure("survivor-pension", MeasureKind.PENSION, ("breadwinner-lost",)),
    measure("child-unified-allowance", MeasureKind.ALLOWANCE, ("low-income-family", "incomplete-family")),
    measure("family-tax-payment", MeasureKind.PAYMENT, ("large-family",), per="year"),
    measure("social-contract", MeasureKind.PAYMENT, ("unemployed", "low-income-family"), per="once"),
    measure("unemployment-benefit", MeasureKind.ALLOWANCE, ("unemployed",), where=(PlaceKind.JOB_CENTRE,)),
    measure(
        "utilities-disabled",
        MeasureKind.REIMBURSEMENT,
        DISABLED,
        where=(PlaceKind.MFC, PlaceKind.SOCIAL_PROTECTION),
    ),
)
SMALL_PACK = Pack(
    id="small",
    version="1",
    title=Text("small"),
    region="",
    call_centre="",
    measures=MEASURES,
    categories=(),
    services=(),
    places=(),
    articles=(),
    parameters=(),
    disclosure=(),
)
