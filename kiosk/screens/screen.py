"""The one widget: draws a view, answers fingers and keys with the events the view carries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from kivy.clock import Clock
from kivy.graphics import InstructionGroup, PopMatrix, PushMatrix
from kivy.uix.widget import Widget

from kiosk.flow.events import Event, PinChanged, Touched
from kiosk.flow.views import View
from kiosk.screens.drawing import Digit, Drawing, EraseDigit, Hold, Node, Turn
from kiosk.screens.focusing import BACKWARD_KEYS, FORWARD_KEYS, PRESSING_KEYS, TAB_KEY, kept, stepped
from kiosk.screens.layout.draft import ScreenWords
from kiosk.screens.layout.page import lay_out
from kiosk.screens.motion import Motion
from kiosk.screens.page_memory import PageMemory
from kiosk.screens.painter import Painted, Painter, Pressable
from kiosk.screens.panel import Panel
from kiosk.screens.pressed_look import PressedLook
from kiosk.screens.ruler import KivyRuler, Typesetter
from kiosk.screens.theme import SLIDE_PIXELS, Face, Theme, theme_for
from kiosk.screens.touching import Debounce, node_at, same_target, still_over


class PinKeys(Protocol):
    """Where the digits of a PIN go; both answer with how many there are now."""

    def press(self, digit: int) -> int: ...

    def erase(self) -> int: ...


class Screen(Widget):  # type: ignore[misc]
    """Draws views on `panel`; what is pressed goes to `post`, digits of a PIN to `pin` and nowhere else."""

    def __init__(
        self,
        panel: Panel,
        fonts: Mapping[Face, str],
        words: Mapping[str, ScreenWords],
        post: Callable[[Event], None],
        pin: PinKeys,
    ) -> None:
        super().__init__()
        self._panel = panel
        self._words = words
        self._post = post
        self._pin = pin
        self._ruler = KivyRuler(fonts)
        self._typesetter = Typesetter(fonts)
        self._painter = Painter(self._typesetter, panel.height)
        self._debounce = Debounce()
        self._memory = PageMemory()
        self._painted = Painted()
        self._view: View | None = None
        self._theme: Theme | None = None
        self._drawing: Drawing | None = None
        self._pressed: tuple[Any, Node] | None = None
        self._holding: Any = None
        self._focused: Node | None = None
        self._canvas = InstructionGroup()
        self._focus_layer = InstructionGroup()
        self._motion = Motion()
        self._resting = False
        self._look = PressedLook()

    @property
    def view(self) -> View | None:
        return self._view

    @property
    def drawing(self) -> Drawing:
        """What is on the screen now; only after the first `draw`."""
        assert self._drawing is not None, "nothing is drawn yet"
        return self._drawing

    @property
    def focused(self) -> Node | None:
        return self._focused

    def pressed_look(self) -> Pressable | None:
        """What the finger that is down has changed on its target, None when nothing is pressed."""
        return None if self._pressed is None else self._painted.pressables.get(id(self._pressed[1]))

    def texts_kept(self) -> frozenset[str]:
        """The texts whose pictures or widths are still held: the lines on the screen and no others."""
        return self._typesetter.texts | self._ruler.texts

    @property
    def slide_offset(self) -> float:
        """How far the content is from its place, in pixels."""
        return float(self._motion.shift.x)

    @property
    def ring_shown(self) -> bool:
        return any(turning.shown for _, turning in self._painted.rings)

    @property
    def animated(self) -> bool:
        return self._motion.runs

    # --- drawing -----------------------------------------------------------------------------------

    def draw(self, view: View) -> None:
        """Show `view`; one that is equal to what is shown costs nothing."""
        before = self._view
        self._resting = False
        if view == before:
            self._motion.go_on()
            return
        self._view = view
        if before is None or before.name != view.name:
            self._debounce.forget_key()
            self._motion.new_page()
        self._lay_out(self._memory.page_of(view))
        if before is not None and self._lively and before.depth != view.depth:
            self._motion.slide(SLIDE_PIXELS if view.depth > before.depth else -SLIDE_PIXELS)

    @property
    def _lively(self) -> bool:
        return self._theme is not None and self._theme.moving

    def _lay_out(self, page: int) -> None:
        assert self._view is not None
        comfort = self._view.header.comfort
        self._theme = theme_for(comfort)
        words = self._words[comfort.language]
        self._drawing = lay_out(self._view, self._panel, self._ruler, words, page)
        self._ruler.laying_out_done()
        self._focused = kept(self._drawing, self._focused)
        self._paint(self._drawing)

    def _paint(self, drawing: Drawing) -> None:
        assert self._theme is not None
        painter, painted, tint = self._painter, Painted(), self._theme.palette.accent
        canvas = InstructionGroup()
        canvas.add(painter.ground(drawing.ground, self._panel.width))
        canvas.add(PushMatrix())
        canvas.add(self._motion.new_shift())
        for node in drawing.nodes:
            if node.moves:
                canvas.add(painter.node(node, painted, tint))
        canvas.add(PopMatrix())
        # Header and bar lie over the content, which slides beneath them.
        for node in (*(n for n in drawing.nodes if not n.moves), *drawing.dialog_plates, *drawing.dialog):
            canvas.add(painter.node(node, painted, tint))
        self._typesetter.drawing_done()
        self._painted = painted
        self._look.forget()
        self._focus_layer = InstructionGroup()
        canvas.add(self._focus_layer)
        self.canvas.clear()
        take_apart(self._canvas)
        self._canvas = canvas
        self.canvas.add(canvas)
        self._paint_focus()
        self._repress()
        self._motion.take_on(painted, lively=self._lively)

    def _repress(self) -> None:
        """A finger that rests on a target keeps it pressed when the screen is drawn anew under it."""
        if self._pressed is None:
            return
        touch, node = self._pressed
        again = next((n for n in self.drawing.active if same_target(n, node) and n.pressable), None)
        self._pressed = (touch, again) if again else None
        if again and id(again) in self._painted.pressables:
            self._painted.pressables[id(again)].press()

    def _paint_focus(self) -> None:
        self._focus_layer.clear()
        if self._focused is not None and self._theme is not None:
            self._focus_layer.add(self._painter.focus_ring(self._focused.box, self._theme.palette.focus))

    def rest(self) -> None:
        """Stop what moves until the next drawing: its frames would hold up what somebody waits for.

        A PIN pad takes no more digits: they would be those of nobody's PIN.
        """
        self._resting = True
        self._motion.rest()

    # --- fingers --------------------------------------------------------------------------------------

    def on_touch_down(self, touch: Any) -> bool:
        x, y = touch.x, self._panel.height - touch.y
        self._unfocus()
        self._look.lift()
        if self._pressed is not None or self._drawing is None:
            return True
        node = node_at(self._drawing.active, x, y)
        if node is None:
            self._post(Touched())
            return True
        self._pressed = (touch.uid, node)
        if isinstance(node.press, Hold):
            event = node.press.event
            self._holding = Clock.schedule_once(lambda _: self._post(event), node.press.seconds)
        if pressable := self._painted.pressables.get(id(node)):
            pressable.press()
        return True

    def on_touch_move(self, touch: Any) -> bool:
        if self._is_pressing(touch) and not self._over(touch):
            self._let_go()
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if not self._is_pressing(touch):
            return True
        assert self._pressed is not None
        node = self._pressed[1]
        over = self._over(touch)
        self._let_go(outlasts=over)
        if over:
            self._act(node)
        return True

    def _is_pressing(self, touch: Any) -> bool:
        return self._pressed is not None and self._pressed[0] == touch.uid

    def _over(self, touch: Any) -> bool:
        assert self._pressed is not None
        return still_over(self._pressed[1], touch.x, self._panel.height - touch.y)

    def _let_go(self, *, outlasts: bool = False) -> None:
        if self._holding is not None:
            self._holding.cancel()
            self._holding = None
        if self._pressed is not None:
            pressable = self._painted.pressables.get(id(self._pressed[1]))
            self._pressed = None
            if pressable and outlasts:
                self._look.outlast(pressable)
            elif pressable:
                pressable.release()

    def _act(self, node: Node) -> None:
        if isinstance(node.press, Hold) or not self._debounce.counts(node, Clock.get_time()):
            return
        match node.press:
            case Turn(by=by):
                self.turn(by)
                self._post(Touched())
            case Digit() | EraseDigit() if self._resting:
                self._post(Touched())
            case Digit(digit=digit):
                self._post(PinChanged(self._pin.press(digit)))
            case EraseDigit():
                self._post(PinChanged(self._pin.erase()))
            case Event() as event:
                self._post(event)

    def turn(self, by: int) -> None:
        """Turn the page of a long view."""
        assert self._view is not None
        self._lay_out(self.drawing.page + by)
        self._memory.turned(self._view, self.drawing.page)

    # --- keys -----------------------------------------------------------------------------------------

    def on_key(self, key: int, shift: bool) -> bool:
        """Tab and arrows move the focus, Enter and space press; True if the key meant something."""
        if self._drawing is None:
            return False
        if key in FORWARD_KEYS or (key == TAB_KEY and not shift):
            self._focus(stepped(self._drawing, self._focused, 1))
        elif key in BACKWARD_KEYS or key == TAB_KEY:
            self._focus(stepped(self._drawing, self._focused, -1))
        elif key in PRESSING_KEYS and self._focused is not None:
            self._act(self._focused)
        else:
            return False
        return True

    def _focus(self, node: Node | None) -> None:
        self._focused = node
        self._paint_focus()

    def _unfocus(self) -> None:
        if self._focused is not None:
            self._focus(None)


def take_apart(group: InstructionGroup) -> None:
    """Free what a drawing that is off the glass holds, its pictures of texts above all, at once.

    Kivy's instructions know their group and it knows them: left whole, megabytes of a person's screens
    would wait for the garbage collector.
    """
    for child in group.children[:]:
        if isinstance(child, InstructionGroup):
            take_apart(child)
    group.clear()
