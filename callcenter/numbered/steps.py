"""A thing with a number is led on by steps: each a form, sent once, that a colleague may have outrun."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from backend.calling.acting import As
from backend.client import ClientFailure
from callcenter.console import Console
from callcenter.numbered.fields import Typed, once_in
from callcenter.requests import PageProblem

Done = TypeVar("Done")
File = TypeVar("File", bound=BaseModel)
Step = tuple[Callable[[Typed], Any], Callable[..., Done]]
"""How its form is read, and the call that it becomes."""


def number_in(request: Request, pattern: str) -> str:
    """Of the address; `not-found` for what is none."""
    number = str(request.path_params["number"])
    if not re.fullmatch(pattern, number):
        raise PageProblem("not-found", 404)
    return number


async def sent(
    console: Console,
    call: Callable[..., Done],
    told: BaseModel | ClientFailure,
    typed: Typed,
    *whose: As | str,
) -> Done | ClientFailure:
    """One call of the API, however often the form comes; what cannot be read is not sent."""
    if isinstance(told, ClientFailure):
        return told
    return await console.ask(call, *whose, told, once_in(typed))


async def led(
    console: Console, steps: Mapping[str, Step[Done]], step: str, typed: Typed, acting: As, number: str
) -> Done | ClientFailure:
    """The step of the address; `not-found` for what is none."""
    if step not in steps:
        raise PageProblem("not-found", 404)
    read, call = steps[step]
    return await sent(console, call, read(typed), typed, acting, number)


def current_in(failure: ClientFailure, changed: str, file: type[File]) -> File | None:
    """What stands now, where a failure with the code `changed` says that somebody was quicker."""
    told: Mapping[str, Any] = (failure.problem.model_extra or {}) if failure.problem else {}
    if failure.code != changed or "current" not in told:
        return None
    try:
        return file.model_validate_json(json.dumps(told["current"]))
    except ValidationError:
        return None
