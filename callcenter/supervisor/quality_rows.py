"""Drawn contacts, their form and their judgement, in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from backend.contract.quality import QualityLine, QualityReview, QualitySheet
from callcenter import times
from callcenter.pack_titles import Titles
from content.formats import date_in_figures
from content.i18n import Words
from content.quality import JUDGEMENTS, QualityPoint


@dataclass(frozen=True, slots=True)
class Drawn:
    """A contact of the list."""

    contact: str
    operator: str
    started: str
    length: str
    channel: str
    topic: str
    outcome: str
    result: str
    failed: bool
    judged: bool
    reviewer: str
    seen: str


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the form; `answer` is "" while nobody gave one."""

    id: str
    title: str
    look_for: str
    weight: int
    decisive: bool
    answer: str
    answer_title: str
    lacks: bool


@dataclass(frozen=True, slots=True)
class Step:
    time: str
    what: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A contact to be judged, or judged."""

    drawn: Drawn
    level: str
    relation: str
    anonymous: bool
    notes: str
    steps: tuple[Step, ...]
    points: tuple[Point, ...]
    remark: str
    version: int
    other_form: bool  # judged by another version of the pack's form


class QualityWords:
    """Says it in one language for one moment."""

    def __init__(self, words: Words, titles: Titles, zone: ZoneInfo, now: datetime) -> None:
        self._words = words
        self._titles = titles
        self._zone = zone
        self._now = now

    def drawn(self, line: QualityLine) -> Drawn:
        """A line of the list."""
        seconds = line.seconds
        return Drawn(
            contact=line.contact,
            operator=line.operator_name,
            started=self._moment(line.started_at),
            length="–" if seconds is None else times.duration(seconds, self._words),
            channel=self._words(f"quality.channel.{line.channel}"),
            topic=self._titles.of_topic(line.topic) if line.topic else self._words("quality.no_topic"),
            outcome=self._titles.of_outcome(line.outcome) if line.outcome else "",
            result=self._result(line),
            failed=line.failed,
            judged=line.reviewed_at is not None,
            reviewer=line.reviewer_name,
            seen="" if line.seen_at is None else self._moment(line.seen_at),
        )

    def sheet(
        self,
        found: QualitySheet,
        points: Sequence[QualityPoint],
        typed: Mapping[str, str] | None = None,
        lacking: frozenset[str] = frozenset(),
    ) -> Sheet:
        """With what was typed, if it was refused; else with the judgement that stands."""
        review = found.review
        answers: Mapping[str, str] = typed or (review.answers if review else {})
        return Sheet(
            drawn=self.drawn(found.line),
            level=self._titles.of_level(found.level),
            relation=self._words(f"quality.relation.{found.relation}"),
            anonymous=found.anonymous,
            notes=found.notes,
            steps=tuple(
                Step(times.clock_time(step.at, found.line.started_at, self._zone), self._step(step.what))
                for step in found.steps
            ),
            points=tuple(self._point(point, answers, lacking) for point in points),
            remark=typed.get("remark", "") if typed is not None else (review.remark if review else ""),
            version=review.version if review else 0,
            other_form=review is not None and review.pack_hash != self._titles.pack_hash,
        )

    def judgement(self, review: QualityReview, points: Sequence[QualityPoint]) -> list[tuple[str, str]]:
        """Title and answer of each point, for two versions side by side."""
        return [
            (point.title.in_language(self._words.language), self._answer(review.answers.get(point.id, "")))
            for point in points
        ]

    def _point(self, point: QualityPoint, answers: Mapping[str, str], lacking: frozenset[str]) -> Point:
        language = self._words.language
        answer = answers.get(point.id, "")
        return Point(
            id=point.id,
            title=point.title.in_language(language),
            look_for=point.look_for.in_language(language),
            weight=point.weight,
            decisive=point.decisive,
            answer=answer,
            answer_title=self._answer(answer),
            lacks=point.id in lacking,
        )

    def _answer(self, answer: str) -> str:
        return self._words(f"quality.answer.{answer}") if answer in JUDGEMENTS else "–"

    def _result(self, line: QualityLine) -> str:
        if line.reviewed_at is None:
            return self._words("quality.waits")
        if line.failed:
            return self._words("quality.failed", score=line.score or 0)
        return "–" if line.score is None else f"{line.score}\u00a0%"

    def _step(self, what: str) -> str:
        key = f"quality.step.{what.partition('.')[0]}"
        return self._words(key) if key in self._words else what

    def _moment(self, moment: datetime) -> str:
        local = moment.astimezone(self._zone)
        return f"{date_in_figures(local.date())} {local:%H:%M}"
