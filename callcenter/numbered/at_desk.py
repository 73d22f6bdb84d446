"""A thing with a number at a case worker's desk: the list, a new one, one of them, its steps."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from secrets import token_hex
from typing import Any, ClassVar, Final, Generic, Protocol, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from callcenter.console import Console
from callcenter.guard import form_page, guarded_by_sign_in, refusal_page
from callcenter.numbered.fields import Typed
from callcenter.numbered.steps import Step, led, number_in, sent
from callcenter.requests import DESK_FORM
from callcenter.visit import Visit

LAYOUT_AT_DESK: Final = "urgent/at_desk.html"


class Numbered(Protocol):
    """What a file of such a thing has in any case."""

    @property
    def number(self) -> str: ...


File = TypeVar("File", bound=Numbered)


class NumberedAtDesk(ABC, Generic[File]):
    """One call of the API a page; after a refused form none but its own."""

    address: ClassVar[str]  # of the list
    templates: ClassVar[str]  # their folder
    pattern: ClassVar[str]  # of a number
    shared: ClassVar[Mapping[str, object]]  # values of every page

    def __init__(self, console: Console) -> None:
        self._console = console

    @abstractmethod
    async def show(self, request: Request, visit: Visit) -> Response:
        """The list."""

    @abstractmethod
    def form_values(self, visit: Visit, typed: Typed) -> dict[str, object]:
        """Of the form of a new one."""

    @abstractmethod
    def file_values(self, visit: Visit, file: File) -> dict[str, object]:
        """Of the page of one."""

    @abstractmethod
    def again_values(
        self, visit: Visit, number: str, step: str, typed: Typed, failure: ClientFailure
    ) -> dict[str, object]:
        """Of a step that was refused."""

    @abstractmethod
    def read(self, typed: Typed) -> Any:
        """The body of a new one, or why there is none."""

    @property
    @abstractmethod
    def make(self) -> Callable[..., Numbered | ClientFailure]:
        """The call that makes a new one."""

    @property
    @abstractmethod
    def look(self) -> Callable[..., File | ClientFailure]:
        """The call that gives one."""

    @property
    @abstractmethod
    def steps(self) -> Mapping[str, Step[Any]]:
        """By the name that stands in the address."""

    async def new(self, request: Request, visit: Visit) -> Response:
        return self.page(request, visit, "new", self.form_values(visit, {}))

    async def take(self, request: Request, visit: Visit) -> Response:
        """Made once, however often the form comes."""
        typed = await visit.form(request, DESK_FORM)
        done = await sent(self._console, self.make, self.read(typed), typed, self._console.as_(visit))
        if isinstance(done, ClientFailure):
            return self.page(request, visit, "new", self.form_values(visit, typed), done)
        return self._console.moved(f"{self.address}/{done.number}", visit)

    async def one(self, request: Request, visit: Visit) -> Response:
        number = number_in(request, self.pattern)
        found = await self._console.ask(self.look, self._console.as_(visit), number)
        if isinstance(found, ClientFailure):
            return refusal_page(self._console, request, visit, found)
        return self.page(request, visit, "one", self.file_values(visit, found))

    async def step(self, request: Request, visit: Visit) -> Response:
        """Taken, or the same form again with what was typed."""
        typed, number = await visit.form(request, DESK_FORM), number_in(request, self.pattern)
        step = str(request.path_params["step"])
        done = await led(self._console, self.steps, step, typed, self._console.as_(visit), number)
        if isinstance(done, ClientFailure):
            values = self.again_values(visit, number, step, typed, done)
            return self.page(request, visit, "again", values, done)
        return self.after(request, visit, number, done)

    def after(self, request: Request, visit: Visit, number: str, done: object) -> Response:
        """Where a step leads that was taken."""
        return self._console.moved(f"{self.address}/{number}", visit)

    def page(
        self,
        request: Request,
        visit: Visit,
        name: str,
        values: Mapping[str, object],
        failure: ClientFailure | None = None,
    ) -> Response:
        around = {"here": self.address, "layout": LAYOUT_AT_DESK, "once": token_hex(16), **self.shared}
        template = f"{self.templates}/{name}.html"
        return form_page(self._console, request, visit, template, {**around, **values}, failure)

    def routes(self) -> list[Route]:
        """What case workers do; the backend refuses everybody else."""

        def served(
            page: Callable[[Request, Visit], Awaitable[Response]],
        ) -> Callable[..., Awaitable[Response]]:
            return guarded_by_sign_in(self._console, page)

        return [
            Route(self.address, served(self.show), methods=["GET"]),
            Route(f"{self.address}/new", served(self.new), methods=["GET"]),
            Route(f"{self.address}/new", served(self.take), methods=["POST"]),
            Route(f"{self.address}/{{number}}", served(self.one), methods=["GET"]),
            Route(f"{self.address}/{{number}}/{{step}}", served(self.step), methods=["POST"]),
        ]
