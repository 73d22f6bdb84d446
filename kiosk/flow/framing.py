"""What stands around every page, the same for all: head, comforts, the bar below; and what is read aloud."""

from __future__ import annotations

from content.formats import first_name_and_initial
from kiosk.flow.blocks import Block
from kiosk.flow.events import (
    ContrastSwitched,
    Finished,
    LanguageSwitched,
    LargeSwitched,
    LowReachSwitched,
    VoiceSwitched,
    WentBack,
    WentHome,
    WentToSection,
)
from kiosk.flow.filing.pages import FiledAfterAllPage
from kiosk.flow.pages import AfterAllPage, Home, OutOfServicePage, TakeCardPage
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.spoken import spoken_text, with_spoken_blocks
from kiosk.flow.technician_events import ClockHeld
from kiosk.flow.views import Button, Header, View

Dialog = tuple[tuple[Block, ...], tuple[Button, ...]]

NO_DIALOG: Dialog = ((), ())
PAGES_WITHOUT_BAR = (Home, OutOfServicePage, TakeCardPage, FiledAfterAllPage, AfterAllPage)


def framed(desk: Desk, scene: Scene, dialog: Dialog = NO_DIALOG) -> View:
    """The scene as it stands on the glass."""
    asked, answers = dialog
    view = View(
        name=scene.name,
        header=_header(desk),
        blocks=with_spoken_blocks(scene.blocks, desk),
        actions=scene.actions,
        bar=_bar(desk),
        depth=len(desk.walk.stack) - 1,
        personal=scene.personal,
        dialog=with_spoken_blocks(asked, desk),
        dialog_actions=answers,
    )
    return spoken_text(view)


def _header(desk: Desk) -> Header:
    walk, session = desk.walk, desk.walk.session
    return Header(
        place=desk.world.profile.place,
        region=desk.world.pack.region,
        clock=walk.clock,
        who=first_name_and_initial(session.first_name, session.initial) if session else "",
        comfort=walk.comfort,
        buttons=_comfort_buttons(desk),
        clock_held=ClockHeld(),
    )


def _comfort_buttons(desk: Desk) -> tuple[Button, ...]:
    words, comfort = desk.words, desk.walk.comfort
    return (
        Button(words("comfort.language"), LanguageSwitched(), icon="language"),
        Button(words("comfort.large"), LargeSwitched(), icon="larger", selected=comfort.large),
        Button(words("comfort.contrast"), ContrastSwitched(), icon="contrast", selected=comfort.contrast),
        Button(words("comfort.low_reach"), LowReachSwitched(), icon="low_reach", selected=comfort.low_reach),
        Button(words("comfort.voice"), VoiceSwitched(), icon="voice", selected=comfort.voice),
    )


def _bar(desk: Desk) -> tuple[Button, ...]:
    """The same four in the same places; what makes no sense now is there but cannot be pressed."""
    walk, words = desk.walk, desk.words
    if isinstance(walk.page, PAGES_WITHOUT_BAR) and walk.session is None:
        return ()
    depth = len(walk.stack)
    return (
        Button(words("bar.back"), WentBack(), icon="back", enabled=depth > 1),
        Button(words("bar.section"), WentToSection(), icon="section", enabled=depth > 2),
        Button(words("bar.home"), WentHome(), icon="home", enabled=depth > 1),
        Button(words("bar.finish"), Finished(), icon="finish"),
    )
