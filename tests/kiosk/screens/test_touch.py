"""Real touches through a real window: what counts, what does not, what is posted."""

from __future__ import annotations

import pytest

from kiosk.flow.blocks import Title
from kiosk.flow.entry_blocks import Keyboard, Layout
from kiosk.flow.events import PinChanged, TextTyped, Touched
from kiosk.flow.views import Button
from kiosk.screens.layout.header import CLOCK_HOLD_SECONDS
from kiosk.screens.pressed_look import OUTLASTS
from kiosk.screens.touching import DEBOUNCE_SECONDS
from tests.kiosk.screens.conftest import Glass
from tests.kiosk.screens.fingers import pause
from tests.kiosk.screens.sample_views import Said, pin_page, rows, view

pytestmark = pytest.mark.slow


def test_a_press_acts_on_release_and_not_before(glass: Glass) -> None:
    glass.screen.draw(view(rows(2)))
    touch = glass.finger.down("Строка 1")
    assert glass.posted == []
    touch.touch_up()
    assert glass.posted == [Said("row 1")]


def test_a_finger_that_slips_off_does_nothing(glass: Glass) -> None:
    glass.screen.draw(view(rows(2)))
    touch = glass.finger.down("Строка 1")
    touch.touch_move(touch.x, 40)
    touch.touch_up()
    assert glass.posted == []


def test_a_double_strike_is_one_action(glass: Glass) -> None:
    glass.screen.draw(view(rows(2)))
    glass.finger.strike("Строка 1")
    glass.finger.strike("Строка 1")
    assert glass.posted == [Said("row 1")]
    pause(DEBOUNCE_SECONDS)
    glass.finger.strike("Строка 1")
    assert glass.posted == [Said("row 1")] * 2


def test_the_second_strike_does_not_hit_what_appears_under_the_finger(glass: Glass) -> None:
    glass.screen.draw(view(rows(1), name="first"))
    glass.finger.strike("Строка 1")
    glass.screen.draw(view(rows(3), name="second", depth=1))
    glass.finger.strike("Строка 1")
    assert glass.posted == [Said("row 1")]


def test_a_touch_beside_everything_is_still_a_touch(glass: Glass) -> None:
    glass.screen.draw(view(Title("Пусто")))
    glass.finger.down_at(500, 1200).touch_up()
    assert glass.posted == [Touched()]


def test_a_second_finger_changes_nothing(glass: Glass) -> None:
    glass.screen.draw(view(rows(2)))
    first = glass.finger.down("Строка 1")
    second = glass.finger.down("Строка 2")
    second.touch_up()
    first.touch_up()
    assert glass.posted == [Said("row 1")]


def test_a_press_is_seen_within_one_frame_and_gone_a_moment_after_it(glass: Glass) -> None:
    glass.screen.draw(view(rows(2)))
    assert glass.screen.pressed_look() is None
    touch = glass.finger.down("Строка 1")
    look = glass.screen.pressed_look()
    assert look is not None
    assert look.scale.x < 1 and look.tint.a > 0
    touch.touch_up()
    assert glass.screen.pressed_look() is None
    assert look.scale.x < 1  # no frame is spent on it before what the press brings is drawn
    pause(OUTLASTS)
    assert (look.scale.x, look.tint.a) == (1, 0)


def test_a_touch_that_slips_off_its_target_lets_it_go_at_once(glass: Glass) -> None:
    glass.screen.draw(view(rows(2)))
    touch = glass.finger.down("Строка 1")
    look = glass.screen.pressed_look()
    assert look is not None
    touch.touch_move(1070, 10)
    assert (look.scale.x, look.tint.a) == (1, 0)
    touch.touch_up()
    assert glass.posted == []


def test_a_screen_drawn_anew_under_the_finger_keeps_the_press(glass: Glass) -> None:
    glass.screen.draw(view(rows(2)))
    touch = glass.finger.down("Строка 2")
    glass.screen.draw(view(Title("Новости"), rows(2)))
    touch.touch_up()
    assert glass.posted == []  # the row has moved away from under the finger
    pause(DEBOUNCE_SECONDS)
    touch = glass.finger.down("Строка 2")
    glass.screen.draw(view(Title("Новости"), rows(2), personal=True))
    touch.touch_up()
    assert glass.posted == [Said("row 2")]


def test_digits_of_a_pin_go_to_the_buffer_and_only_their_number_is_posted(glass: Glass) -> None:
    glass.screen.draw(pin_page())
    for digit in ("1", "2", "2"):
        glass.finger.strike(digit)
        pause(0.15)
    assert glass.pin.digits == [1, 2, 2]
    assert glass.posted == [PinChanged(1), PinChanged(2), PinChanged(3)]
    glass.screen.draw(pin_page(count=3))
    glass.finger.strike("Стереть")
    assert glass.posted[-1] == PinChanged(2)


def test_the_last_digit_of_a_pin_is_forgotten_with_the_pad(glass: Glass) -> None:
    glass.screen.draw(pin_page())
    glass.finger.strike("7")
    assert "'7'" in repr(vars(glass.screen._debounce)), "the control: a bounce must be known"
    glass.screen.draw(view(rows(2), name="home"))
    assert "'7'" not in repr(vars(glass.screen._debounce))


def test_letters_may_follow_quickly_but_a_bounce_writes_only_one(glass: Glass) -> None:
    glass.screen.draw(view(Title("Найти"), Keyboard("", "Что ищем?", Layout.RUSSIAN)))
    for letter in ("Д", "О", "М"):
        glass.finger.strike(letter)
    assert glass.posted == [TextTyped("д"), TextTyped("о"), TextTyped("м")]
    pause(0.2)
    glass.finger.bounce("М")
    assert glass.posted[3:] == [TextTyped("м")]


def test_holding_the_clock_opens_the_technicians_door_and_a_tap_does_not(glass: Glass) -> None:
    glass.screen.draw(view(rows(1)))
    glass.finger.press("12:05")
    assert glass.posted == []
    touch = glass.finger.down("12:05")
    pause(CLOCK_HOLD_SECONDS + 0.2)
    touch.touch_up()
    assert glass.posted == [Said("held")]


def test_behind_a_dialog_nothing_can_be_pressed(glass: Glass) -> None:
    question = (Title("Вы ещё здесь?"),)
    going_on = (Button("Продолжить", Said("on"), primary=True),)
    glass.screen.draw(view(rows(8), dialog=question, dialog_actions=going_on))
    row = next(node for node in glass.screen.drawing.nodes if node.name.startswith("Строка 1"))
    glass.finger.down_at(row.box.x + 40, row.box.y + 20).touch_up()
    assert Said("row 1") not in glass.posted
    glass.finger.press("Продолжить")
    assert glass.posted[-1] == Said("on")


def test_a_long_list_is_turned_by_buttons_and_remembers_its_page(glass: Glass) -> None:
    screen = glass.screen
    screen.draw(view(Title("Список"), rows(30), name="list"))
    assert screen.drawing.page == 0 and screen.drawing.pages > 2
    glass.finger.press("Вниз")
    assert (screen.drawing.page, glass.posted) == (1, [Touched()])
    screen.draw(view(Title("Одна"), name="one", depth=1))
    screen.draw(view(Title("Список"), rows(30), name="list"))
    assert screen.drawing.page == 1
    screen.draw(view(Title("Другой"), rows(30), name="other"))
    assert screen.drawing.page == 0


@pytest.mark.parametrize("shift", [False, True])
def test_tab_goes_round_every_target_and_enter_presses(glass: Glass, shift: bool) -> None:
    glass.screen.draw(view(rows(3)))
    seen = []
    for _ in range(8):
        glass.screen.on_key(9, shift)
        assert glass.screen.focused is not None
        seen.append(glass.screen.focused.name.split(".")[0])
    around = ["English", "Крупнее", "Строка 1", "Строка 2", "Строка 3", "Назад", "На главную"]
    expected = around if not shift else around[::-1]
    assert seen == [*expected, expected[0]]
    glass.screen.on_key(13, shift=False)
    assert glass.posted == [Said("english" if not shift else "home")]


def test_a_touch_takes_the_focus_ring_away(glass: Glass) -> None:
    glass.screen.draw(view(rows(3)))
    glass.screen.on_key(9, shift=False)
    glass.finger.down_at(500, 1500).touch_up()
    assert glass.screen.focused is None
