"""What the health table says to a technician, in Russian, and the table itself."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rich.table import Table

from devices.health import Finding, HealthReport, Part, Verdict

PARTS = {
    Part.READER: "Считыватель",
    Part.CONTACT_READER: "Щель для карты",
    Part.PRINTER: "Принтер",
    Part.VOICE: "Голос",
    Part.HEADSET: "Гарнитура",
    Part.SCANNER: "Сканер",
    Part.CLOCK: "Часы",
    Part.DISK: "Диск",
    Part.DISPLAY: "Экран",
}
SIGNS = {
    Verdict.GOOD: ("green", "✓ работает"),
    Verdict.ATTENTION: ("yellow", "! обратите внимание"),
    Verdict.TROUBLE: ("red", "✗ не работает"),
}
REMEDIES = {
    "pcscd-lost": "Служба карт не отвечает. Проверьте: systemctl status pcscd.socket",
    "reader-lost": "Считывателя нет. Подключите его кабель ещё раз.",
    "printer-paper-out": "Закончилась бумага. Вставьте новый рулон.",
    "printer-paper-low": "Бумага скоро закончится. Подготовьте рулон.",
    "printer-cover-open": "Крышка открыта. Закройте её до щелчка.",
    "printer-offline": "Принтера нет на связи. Проверьте питание, кабель и адрес.",
    "printer-unknown": "Принтер не отвечает. Выключите его и включите снова.",
    "voice-lost": "Звука нет. Проверьте звуковую карту (aplay -l) и пакет espeak-ng.",
    "headset-absent": "Гнезда гарнитуры нет. Проверьте путь в настройках.",
    "scanner-absent": "Сканера нет. Проверьте кабель и путь в настройках.",
    "clock-unsynchronised": "Часы не сверены. Проверьте: timedatectl",
    "disk-low": "Мало места на диске. Освободите хотя бы 200 МБ.",
    "display-missing": "Экран не отвечает. Проверьте: systemctl status okno-display",
}


def as_table(report: HealthReport) -> Table:
    table = Table(title="Здоровье киоска", caption=_summary(report))
    for head in ("Часть", "Состояние", "Подробности", "Что сделать", "Код"):
        table.add_column(head)
    for finding in report.findings:
        colour, sign = SIGNS[finding.verdict]
        table.add_row(
            PARTS[finding.part],
            f"[{colour}]{sign}[/]",
            finding.detail,
            remedy(finding),
            finding.code,
        )
    return table


def as_json(report: HealthReport) -> dict[str, Any]:
    return {
        "can_serve": report.can_serve,
        "complete": report.complete,
        "parts": [{**asdict(finding), "remedy": remedy(finding)} for finding in report.findings],
    }


def remedy(finding: Finding) -> str:
    return REMEDIES[finding.code] if finding.code else ""


def _summary(report: HealthReport) -> str:
    if report.complete:
        return "Киоск может работать."
    if report.can_serve:
        return "Киоск может работать, но не всё доступно."
    return "Киоск работать не может."
