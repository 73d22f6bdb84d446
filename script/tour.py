"""Plays the main job on a live kiosk and photographs every screen it passes.

The kiosk is whole: its own window, a real reader, printer and backend. A hand touches what a citizen
would touch, puts the card in and takes it out; nothing is posted past the glass.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from threading import Thread
from time import sleep, strftime
from typing import Annotated

import typer

from config.kiosk import load_kiosk_settings
from config.service_manager import ServiceManager
from content.catalogues import words
from devices.simulators.control import ControlFailed, ReaderControl
from kiosk.screens.hand import Hand, WaitedInVain
from kiosk.wiring import build_kiosk

SETTLE_SECONDS = 0.6  # a slide and a frame
PIN, WRONG_PIN = "1234", "4321"
QUESTIONS = ("question", "questions", "question-figure")
RESULTS = "results-entitled"
DUE_TO_THE_WIDOW = "Возврат взносов на капитальный ремонт"


class Tour:
    """The story: what is done, what is photographed, what is written down."""

    def __init__(self, hand: Hand, reader: ReaderControl, cards: Path, out: Path) -> None:
        self._hand = hand
        self._reader = reader
        self._cards = cards
        self._out = out
        self._pictures = 0
        self._words = {language: words(language) for language in ("ru", "en")}
        self._log = (out / "tour.log").open("w", encoding="utf-8")

    def play(self) -> None:
        """The whole tour; raises WaitedInVain where it gets stuck."""
        try:
            self.look_around()
            self.see_what_is_mine()
            self.take_the_paper()
            self.find_out_what_else_is_due()
            self.file_a_request()
            self.see_what_was_filed()
            self.leave()
            self.bring_a_foreign_card()
            self.change_the_screen()
        except (WaitedInVain, ControlFailed) as stuck:
            self.say(str(stuck))
            self.photograph("stuck")
            raise

    def look_around(self) -> None:
        self._hand.arrive("home")
        sleep(3)  # devices and line come after the first frame
        self.photograph("home")
        self.touch("home.measures.title")
        self.photograph("measures")
        self.touch("measures.all")
        self.photograph("measures-all")
        self.touch("bar.home")
        self.touch("home.where.title")
        self.photograph("places")
        self.touch("bar.home")

    def see_what_is_mine(self) -> None:
        self.card_in("demo-widow")
        self._hand.arrive("welcome")
        self.photograph("welcome")
        self.touch("welcome.pin")
        self._hand.arrive("pin")
        self.photograph("pin")
        self.enter(WRONG_PIN)
        self._hand.arrive("pin-wrong")
        self.photograph("pin-wrong")
        self.enter(PIN)
        self._hand.arrive("personal-file-general")
        self.photograph("personal-file-general")
        self.touch("file.tab.social")
        self._hand.arrive("personal-file-social")
        self.photograph("personal-file-social")

    def take_the_paper(self) -> None:
        self.touch("file.print")
        self._hand.arrive("preview")
        self.photograph("preview")
        self.touch("action.print")
        self._hand.arrive("printed")
        self.photograph("printed")

    def find_out_what_else_is_due(self) -> None:
        self.touch("bar.home")
        self.touch("home.due.title")
        self.photograph("what-is-due")
        self.touch("due.help")
        self._hand.arrive(*QUESTIONS, RESULTS)
        while self._hand.page in QUESTIONS:
            self.photograph("question")
            # Nothing is known of a figure without a number; elsewhere the result so far can be had at once.
            self.touch("wizard.decline" if self._hand.page == "question-figure" else "wizard.stop")
            sleep(SETTLE_SECONDS)
        self._hand.arrive(RESULTS)
        self.photograph("results")
        self.touch(DUE_TO_THE_WIDOW)
        self._hand.arrive("result-entitled")
        self.photograph("why")
        self.touch("bar.back")
        self._hand.arrive(RESULTS)
        self.touch("wizard.part.measures.unknown")
        self._hand.arrive("results-unknown")
        self.photograph("results-possible")

    def file_a_request(self) -> None:
        self.touch("wizard.file")
        self._hand.arrive("wishes")
        self.photograph("wishes")
        self.touch("wizard.next")
        self._hand.arrive("contact")
        self.photograph("contact")
        self.touch("wizard.next")
        self._hand.arrive("consent")
        self.photograph("consent")
        self.touch("filing.consent.yes")
        self._hand.arrive("review")
        self.photograph("review")
        self.touch("filing.submit")
        self._hand.arrive("printed")
        self.touch("printed.done")
        self._hand.arrive("receipt")
        self.photograph("receipt")

    def see_what_was_filed(self) -> None:
        self.touch("bar.home")
        self.touch("home.session.title")
        self.touch("file.tab.requests")
        self.photograph("own-requests")

    def leave(self) -> None:
        self.card_out()
        self._hand.arrive("home")
        self.photograph("home-again")

    def bring_a_foreign_card(self) -> None:
        self.say("a payment card is put in")
        self._reader.insert({"card": "payment", "title": "", "kind": "payment"})
        self._hand.arrive("failure-card-foreign-payment")
        self.photograph("foreign-card")
        self.card_out()
        self._hand.arrive("home")

    def change_the_screen(self) -> None:
        for button, name in (
            ("comfort.contrast", "contrast"),
            ("comfort.large", "contrast-large"),
            ("comfort.language", "english-contrast-large"),
        ):
            self.touch(button)
            self.photograph(name)

    def touch(self, key: str) -> None:
        """Touch what carries this wording (a key), or this very text."""
        spoken = self._words[self._hand.language]
        title = spoken(key) if key in spoken else key
        self._hand.touch(title)
        self.say(f"touched «{title}»")

    def enter(self, digits: str) -> None:
        for digit in digits:
            self._hand.touch(digit)
        self.say(f"entered {len(digits)} digits")
        self.touch("pin.confirm")

    def card_in(self, card: str) -> None:
        self._reader.insert(self._cards / f"{card}.json")
        self.say(f"card in: {card}")

    def card_out(self) -> None:
        self._reader.remove()
        self.say("card out")

    def photograph(self, name: str) -> None:
        sleep(SETTLE_SECONDS)
        self._pictures += 1
        path = self._out / f"{self._pictures:02d}-{name}.png"
        self._hand.photograph(path)
        self.say(f"picture {path.name}: {self._hand.page}")

    def say(self, what: str) -> None:
        line = f"{strftime('%H:%M:%S')} {what}"
        print(line, flush=True)
        self._log.write(line + "\n")
        self._log.flush()


def copy_papers(tickets: Path, before: set[Path], out: Path) -> None:
    """The papers of this tour as ticket-NN.bin and ticket-NN.png."""
    for paper in sorted(set(tickets.iterdir()) - before):
        shutil.copy(paper, out / paper.name)


def main(
    out: Annotated[Path, typer.Argument(help="Where pictures, papers and the log go.")],
    config: Annotated[Path, typer.Option(help="The kiosk's settings.")],
    pcscd: Annotated[Path, typer.Option(help="Folder of the private pcscd.")],
    cards: Annotated[Path, typer.Option(help="Folder of the virtual cards.")],
    tickets: Annotated[Path, typer.Option(help="Where the simulated printer leaves its papers.")],
) -> None:
    """Play the main job into a folder; exit 1 when it gets stuck."""
    out.mkdir(parents=True, exist_ok=True)
    before = set(tickets.iterdir())
    kiosk = build_kiosk(load_kiosk_settings(config, {}), ServiceManager({}, 0))
    reader = ReaderControl(pcscd)
    tour = Tour(Hand(kiosk.app.screen), reader, cards, out)
    outcome: list[bool] = []

    def play() -> None:
        try:
            tour.play()
            outcome.append(True)
        finally:
            kiosk.app.close()

    Thread(target=play, name="tour").start()
    kiosk.run()
    reader.remove()
    copy_papers(tickets, before, out)
    raise typer.Exit(0 if outcome else 1)


if __name__ == "__main__":
    typer.run(main)
