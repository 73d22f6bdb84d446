"""The refusals that only programs of other institutions meet."""

from __future__ import annotations

from collections.abc import Mapping

from backend.problems.kind import ProblemKind

FHIR_PROBLEMS: Mapping[str, ProblemKind] = {
    "client-unknown": ProblemKind(401, "No such client", "Register it: `python -m backend fhir register`."),
    "client-withdrawn": ProblemKind(403, "The client was withdrawn", "Ask the region to register it anew."),
    "format-not-offered": ProblemKind(406, "Only JSON is spoken here", "Ask for application/fhir+json."),
    "hold-needed": ProblemKind(
        409, "Nothing is booked without a hold", "Place one by Appointment/$hold, then book its Appointment."
    ),
    "booking-not-yours": ProblemKind(
        403, "Another channel has booked this", "Only who booked it may change it; ask the call centre."
    ),
}
