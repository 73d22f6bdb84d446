"""«Очереди»: who waits for a place, and what is decided about one application."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pydantic import TypeAdapter
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.queues import QueueAnswerIn, QueueDecisionIn, QueueKind
from callcenter.case_lists.list_view import AtList, ListDesk, head_of, matched
from callcenter.case_lists.rows import QUEUE_COLUMNS, application_view, ordered, queue_row
from callcenter.reception.typed import ONCE, SLUG
from callcenter.requests import PageProblem
from content.model import PlaceKind

QUEUES_PAGE: Final = "/queues"
KINDS: Final[Mapping[str, PlaceKind]] = {
    "kindergarten": PlaceKind.KINDERGARTEN,
    "school": PlaceKind.SCHOOL,
}
MISSING: Final = ClientFailure("case-list-incomplete")
LEAST_EVIDENCE, MOST_EVIDENCE = 3, 200
_KIND: Final[TypeAdapter[QueueKind]] = TypeAdapter(QueueKind)
_NUMBER: Final = re.compile(r"[0-9]{9}")


def queue_routes(desk: ListDesk) -> list[Route]:
    """Each name that is shown is in the backend's journal."""

    async def show(at: AtList) -> Response:
        query = at.query(QUEUE_COLUMNS, {"kind": frozenset(KINDS), "place": SLUG})
        kind = query.get("kind", next(iter(KINDS)))
        spoken = desk.spoken(at)
        places = sorted(
            (
                (each.id, spoken.titles.of_place(each.id))
                for each in spoken.titles.places.values()
                if each.kind is KINDS[kind]
            ),
            key=lambda each: each[1],
        )
        values: dict[str, object] = {
            "kind": kind,
            "kinds": tuple(KINDS),
            "places": places,
            "place": "",
            "rows": None,
        }
        place = query.get("place", "")
        if place not in {each[0] for each in places}:
            return desk.page(
                at, "case_lists/queues.html", {**head_of(QUEUES_PAGE, QUEUE_COLUMNS, {}), **values}
            )
        found = await desk.console.ask(desk.calls.queue, at.acting, _KIND.validate_python(kind), place)
        if isinstance(found, ClientFailure):
            return desk.refused(at, found)
        column, descending = query.get("sort", next(iter(QUEUE_COLUMNS))), "order" in query
        lines = ordered(enumerate(found.lines, 1), QUEUE_COLUMNS, column, descending=descending)
        head = head_of(QUEUES_PAGE, QUEUE_COLUMNS, query, ("kind", "place"))
        told = {"place": place, "rows": [queue_row(number, each, spoken) for number, each in lines]}
        return desk.page(at, "case_lists/queues.html", {**head, **values, **told})

    async def show_one(at: AtList) -> Response:
        return await one(at)

    async def one(
        at: AtList, typed: Mapping[str, str] | None = None, failure: ClientFailure | None = None
    ) -> Response:
        found = await desk.console.ask(desk.calls.application, at.acting, number_of(at))
        if isinstance(found, ClientFailure):
            return desk.refused(at, found)
        view = application_view(found, desk.spoken(at))
        done = at.request.query_params.get("done", "") if at.request.method == "GET" else ""
        return desk.page(
            at, "case_lists/application.html", {"one": view, "typed": typed or {}, "done": done}, failure
        )

    async def decide(at: AtList) -> Response:
        fields = await at.form()
        decision, evidence = fields.get("decision", ""), fields.get("evidence", "").strip()
        if not LEAST_EVIDENCE <= len(evidence) <= MOST_EVIDENCE:
            return await one(at, fields, MISSING)
        if decision not in {"confirmed", "refused"}:
            raise PageProblem("body-invalid", 422)
        asked = QueueDecisionIn(
            ground=matched(SLUG, fields.get("ground", "")),
            place=matched(SLUG, fields["place"]) if fields.get("place") else "",
            decision="confirmed" if decision == "confirmed" else "refused",
            evidence=evidence,
        )
        return await done(
            at,
            fields,
            await desk.console.ask(desk.calls.decide, at.acting, number_of(at), asked, once_of(fields)),
        )

    async def answer(at: AtList) -> Response:
        fields = await at.form()
        said = fields.get("answer", "")
        if said not in {"accepted", "declined"}:
            raise PageProblem("body-invalid", 422)
        given = QueueAnswerIn(answer="accepted" if said == "accepted" else "declined")
        call = desk.calls.answer_offer
        return await done(
            at, fields, await desk.console.ask(call, at.acting, number_of(at), given, once_of(fields))
        )

    async def withdraw(at: AtList) -> Response:
        fields = await at.form()
        call = desk.calls.withdraw
        return await done(at, fields, await desk.console.ask(call, at.acting, number_of(at), once_of(fields)))

    async def done(at: AtList, fields: Mapping[str, str], outcome: object) -> Response:
        if isinstance(outcome, ClientFailure):
            return await one(at, fields, outcome)
        return desk.moved(at, f"{QUEUES_PAGE}/{number_of(at)}", {})

    def number_of(at: AtList) -> str:
        number = str(at.request.path_params["number"])
        if not _NUMBER.fullmatch(number):
            raise PageProblem("not-found", 404)
        return number

    def once_of(fields: Mapping[str, str]) -> str:
        return matched(ONCE, fields.get("once", ""))

    path = f"{QUEUES_PAGE}/{{number}}"
    return [
        Route(QUEUES_PAGE, desk.serve(show), methods=["GET"]),
        Route(path, desk.serve(show_one), methods=["GET"]),
        Route(f"{path}/decision", desk.serve(decide), methods=["POST"]),
        Route(f"{path}/answer", desk.serve(answer), methods=["POST"]),
        Route(f"{path}/withdrawal", desk.serve(withdraw), methods=["POST"]),
    ]
