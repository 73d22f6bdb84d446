"""A pack of two measures that tests write, break and extend."""

from __future__ import annotations

from pathlib import Path

PACK = """
id: tiny
version: "1.0"
title: {ru: Малый набор, en: Tiny pack}
region: Край
call_centre: "+78005550142"
"""

HEATING = """
id: heating
title: {ru: Помощь с дровами, en: Help with firewood}
kind: reimbursement
group: payments
summary: {ru: Деньги за дрова для печи., en: Money for firewood.}
who: Вы топите печь и живёте в этом доме.
legal_basis:
  - {act: Закон края № 1, article: ст. 2, adopted: 2020-03-01}
amount:
  text: Раз в год
  kopecks: 1234567
  per: year
  valid_from: 2026-02-01
  source: Постановление края
  verified: true
evidence:
  - {title: {ru: Чек на дрова, en: Receipt}}
how: Сохраните чек. Принесите его в соцзащиту.
where: [social_protection]
where_note: Окно номер три на первом этаже.
deadline: {text: Десять рабочих дней, working_days: 10}
sureness: A
categories: [pensioner]
spheres: [family]
life_events: [hardship]
"""

BUS = """
id: bus
title: {ru: Бесплатный автобус, en: Free bus}
kind: concession
group: transport
summary: {ru: Вы ездите по городу без билета., en: Ride without a ticket.}
who: Вам исполнилось семьдесят лет.
legal_basis: [{act: Закон края № 7}]
amount: {text: "100 % платы"}
evidence: [{title: Паспорт, from_registry: false}]
how: Покажите карту водителю. Садитесь и поезжайте.
where: [mfc]
where_note: Карту выдают в зале ожидания.
deadline: {text: Сразу}
sureness: C
"""

PENSIONER = """
id: pensioner
title: {ru: Пенсионер, en: Pensioner}
summary: {ru: Вы получаете пенсию., en: You have a pension.}
criterion: Пенсия назначена.
legal_basis: [{act: "400-ФЗ", adopted: 2013-12-28}]
evidence: [{title: Справка о пенсии, from_registry: true}]
confirmed_by: Социальный фонд
sureness: A
"""

SERVICES = """
- id: book-doctor
  title: {ru: Запись к врачу, en: See a doctor}
  summary: {ru: Выберите врача и время., en: Choose a doctor.}
  sphere: health
  level: transactional
  life_events: [illness]
  how: Выберите врача.
  where: [clinic]
"""

PLACES = """
- id: clinic-one
  kind: clinic
  title: {ru: Поликлиника № 1, en: Clinic 1}
  town: Город
  address: ул. Ленина, д. 5
  latitude: 68.97
  longitude: 33.08
  phone: +78152550142
  hours:
    - {days: mon-fri, opens: 08:00, closes: "20:00", break_from: 13:00, break_to: 13:30}
    - {days: sat, opens: 09:00, closes: 14:00}
  accessibility: {ramp: true}
"""

ARTICLE = """---
id: safety
section: important
title: {ru: Как не попасться обманщикам, en: Stay safe}
summary: {ru: Три простых правила., en: Three rules.}
---
## Правила

Никому не говорите ПИН.
"""

PARAMETERS = """
- id: minimum-wage
  title: {ru: Наименьшая зарплата, en: Minimum wage}
  unit: kopecks
  values:
    - {value: 2242400, valid_from: 2025-01-01, valid_to: 2025-12-31, source: Закон, verified: true}
    - {value: 2709300, valid_from: 2026-01-01, source: Проект закона}
"""

DISCLOSURE = """
- {level: 0, shows: [public], allows: [browse]}
- {level: 1, shows: [first_name], allows: [book]}
"""

FILES = {
    "pack.yaml": PACK,
    "measures/heating.yaml": HEATING,
    "measures/bus.yaml": BUS,
    "categories/pensioner.yaml": PENSIONER,
    "services/health.yaml": SERVICES,
    "places/town.yaml": PLACES,
    "articles/safety.md": ARTICLE,
    "parameters.yaml": PARAMETERS,
    "disclosure.yaml": DISCLOSURE,
}


def write_pack(folder: Path, files: dict[str, str]) -> Path:
    """Write files by name into `folder` and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip("\n"), "utf-8")
    return folder


def tiny(folder: Path) -> Path:
    """The tiny pack in `folder`/tiny."""
    return write_pack(folder / "tiny", FILES)


def with_change(folder: Path, name: str, old: str, new: str) -> Path:
    """The tiny pack with one text of one file changed; the text must be there."""
    pack = tiny(folder)
    path = pack / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return pack


def region(folder: Path, files: dict[str, str]) -> Path:
    """A pack that extends the tiny one, beside it."""
    tiny(folder)
    header = 'id: region\nextends: tiny\nversion: "2.0"\ntitle: {ru: Район, en: District}\n'
    return write_pack(folder / "region", {"pack.yaml": header, **files})
