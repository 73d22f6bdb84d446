"""What every page of bookings says alike: days, times, places, sums. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from callcenter.pack_titles import Titles
from content.formats import capitalised, date_in_figures, money, weekday_and_day
from content.i18n import Words

BETWEEN = ", "


@dataclass(frozen=True, slots=True)
class Spoken:
    """One language, one moment; `zone` is the region's, for what has no place."""

    words: Words
    titles: Titles
    zone: ZoneInfo
    now: datetime

    def day(self, day: date) -> str:
        """«Вторник, 24 ноября»; another year is said."""
        told = capitalised(weekday_and_day(day, self.words.language))
        return told if day.year == self.now.astimezone(self.zone).year else f"{told} {day.year}"

    def when(self, moment: datetime, zone: str = "") -> str:
        """«Вторник, 24 ноября, 9:20», by the clock of the place."""
        local = moment.astimezone(ZoneInfo(zone) if zone else self.zone)
        return f"{self.day(local.date())}{BETWEEN}{hour(local)}"

    def time(self, moment: datetime, zone: str = "") -> str:
        """«9:20»."""
        return hour(moment.astimezone(ZoneInfo(zone) if zone else self.zone))

    def until(self, moment: datetime) -> str:
        """«24.11.2026, 9:20», for a table."""
        local = moment.astimezone(self.zone)
        return f"{date_in_figures(local.date())}{BETWEEN}{hour(local)}"

    def sum(self, kopecks: int) -> str:
        """«500 ₽», or that it costs nothing."""
        return money(kopecks, self.words.language) if kopecks else self.words("reception.free")

    def speciality(self, speciality: str) -> str:
        """«Терапевт»; of one that only its provider knows, that it is an appointment."""
        key = f"reception.speciality.{speciality}"
        return self.words(key if key in self.words else "reception.speciality.other")

    def room(self, room: str, floor: str) -> str:
        """«каб. 12, 2 этаж»."""
        told = (
            self.words("reception.room", room=room) if room else "",
            self.words("reception.floor", floor=floor) if floor else "",
        )
        return BETWEEN.join(filter(None, told))


def hour(local: datetime) -> str:
    """Without a nought before it: as it is read out."""
    return f"{local.hour}:{local.minute:02d}"
