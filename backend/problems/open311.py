"""The refusals that only clients of Open311 meet; they hear them in the words of GeoReport v2."""

from __future__ import annotations

from collections.abc import Mapping

from backend.problems.kind import ProblemKind

OPEN311_PROBLEMS: Mapping[str, ProblemKind] = {
    "open311-key-invalid": ProblemKind(
        403, "Missing or invalid api_key", "Ask the region for a key, and send it as api_key."
    ),
    "open311-too-many": ProblemKind(
        429, "Too many requests in an hour with this api_key", "Send it again when Retry-After says."
    ),
    "open311-missing": ProblemKind(400, "A field was not provided", "Send the field named in `field`."),
    "open311-unknown": ProblemKind(
        404, "What was provided was not found", "Look at the field named in `field`."
    ),
    "open311-invalid": ProblemKind(400, "A field does not fit", "Correct the field named in `field`."),
}
