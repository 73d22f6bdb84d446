"""The polkit rule, run by a real JavaScript engine: the kiosk gets its reader, nobody gets anything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

RULE = Path(__file__).parents[2] / "systemd" / "okno-pcsc.rules"
CHROMIUM = Path("/usr/bin/chromium")
ASK = """([rule, questions]) => {
    let added;
    const polkit = {Result: {YES: "yes", NOT_HANDLED: null}, addRule: (given) => { added = given; }};
    new Function("polkit", rule)(polkit);
    return questions.map(([id, user]) => added({id}, {user}));
}"""
ACCESS_PCSC, ACCESS_CARD = "org.debian.pcsc-lite.access_pcsc", "org.debian.pcsc-lite.access_card"
QUESTIONS = {
    (ACCESS_PCSC, "okno-kiosk"): "yes",
    (ACCESS_CARD, "okno-kiosk"): "yes",
    (ACCESS_CARD, "okno-backend"): None,
    (ACCESS_PCSC, "nobody"): None,
    ("org.freedesktop.login1.reboot", "okno-kiosk"): None,
}


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed")
def test_the_kiosk_and_nobody_else_may_use_the_reader() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        answers = browser.new_page().evaluate(ASK, [RULE.read_text(), [list(asked) for asked in QUESTIONS]])
        browser.close()
    assert answers == list(QUESTIONS.values())
