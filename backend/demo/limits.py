"""Which awards are plausible for whom, beyond holding the category: age, children, how often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Of all measures a category opens, this share has been awarded.
USUAL_SHARE = 0.55

ONE_OF: tuple[frozenset[str], ...] = (
    # 181-ФЗ, ст. 28.1, ч. 3: of several monthly payments the greatest one is paid.
    frozenset({"monthly-payment-veterans", "monthly-payment-disabled"}),
    # 178-ФЗ, ст. 12.1: the supplement tops up a pension, once.
    frozenset({"pension-supplement", "social-pension"}),
    # A bill is reimbursed on one ground.
    frozenset({"utilities-disabled", "utilities-veterans", "labour-veteran-support", "home-front-support"}),
    frozenset({"utilities-disabled", "utilities-subsidy"}),
    # The region pays older people who have none of its other payments.
    frozenset({"older-people-payment", "labour-veteran-support", "home-front-support"}),
    frozenset({"free-medicines", "federal-medicines"}),
)


@dataclass(frozen=True, slots=True)
class Limits:
    age: tuple[int, int] = (0, 120)
    child_under: int = 0  # 0: no child is needed
    share: float = USUAL_SHARE


USUAL = Limits()
# A right that nobody awards: one has it, or the tax office grants it on its own.
NEVER_AWARDED = Limits(share=0)

LIMITS: Mapping[str, Limits] = {
    "additional-monthly-support": Limits(share=0.9),
    "birth-allowance": NEVER_AWARDED,  # goes with the birth, not with guardianship
    "capital-repair-refund": Limits(age=(70, 120), share=0.5),
    "care-compensation-elderly": Limits(age=(80, 120), share=0.3),
    "care-payment-disabled-child": Limits(age=(18, 70), child_under=18),
    "child-unified-allowance": Limits(age=(18, 70), child_under=17, share=0.9),
    "childcare-allowance": Limits(age=(18, 55), child_under=1),
    "conscript-child-allowance": Limits(age=(18, 40), child_under=3, share=0.05),
    "conscript-wife-allowance": Limits(age=(18, 30), share=0.02),
    "day-centre": Limits(age=(60, 120), share=0.06),
    "donor-annual-payment": Limits(share=0.95),
    "family-placement-allowance": Limits(age=(18, 120), share=0.8),
    "family-tax-payment": Limits(age=(18, 70), child_under=18, share=0.6),
    "home-care": Limits(age=(70, 120), share=0.15),
    "kindergarten-refund": Limits(age=(18, 70), child_under=7, share=0.7),
    "land-plot": Limits(share=0.1),
    "land-tax-relief": NEVER_AWARDED,
    "legal-aid": Limits(share=0.05),
    "maternity-capital-monthly": Limits(age=(18, 50), child_under=3, share=0.5),
    "maternity-leave-allowance": Limits(age=(18, 45), share=0.7),
    "monthly-payment-disabled": Limits(share=0.97),
    "monthly-payment-veterans": Limits(share=0.97),
    "mortgage-large-family": Limits(share=0.1),
    "north-holiday-travel": Limits(share=0.3),
    "north-housing-certificate": Limits(share=0.02),
    "older-people-payment": Limits(age=(65, 120), share=0.4),
    "orphan-housing": Limits(age=(18, 30), share=0.7),
    "osago-refund": Limits(age=(18, 80), share=0.1),
    "parking-permit": Limits(age=(18, 85), share=0.25),
    "pension-supplement": Limits(share=0.25),
    "pre-pension-guarantees": NEVER_AWARDED,
    "pregnancy-unified-allowance": Limits(age=(18, 45), share=0.6),
    "property-tax-relief": NEVER_AWARDED,
    "prosthetics-veterans": Limits(share=0.1),
    "region-maternity-capital": Limits(age=(18, 55), child_under=18, share=0.4),
    "region-travel-pass": Limits(age=(14, 120), share=0.5),
    "residential-care": Limits(age=(60, 120), share=0.03),
    "retraining-free": Limits(age=(18, 64), share=0.15),
    "school-meals": Limits(age=(18, 70), child_under=18, share=0.6),
    "social-contract": Limits(age=(18, 64), share=0.1),
    "social-pension": Limits(share=0.15),
    "social-services-set": Limits(share=0.6),
    "spa-treatment": Limits(share=0.2),
    "state-social-assistance": Limits(age=(18, 120), share=0.4),
    "survivor-pension": Limits(age=(0, 22), share=0.9),
    "travel-to-treatment": Limits(share=0.15),
    "unemployment-benefit": Limits(share=0.95),
    "urgent-social-services": Limits(share=0.02),
    "utilities-subsidy": Limits(age=(18, 120), share=0.3),
}
