"""The line to the backend: HTTPS that trusts the region CA alone; every fault becomes a value."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar, cast
from urllib.parse import urlsplit

import httpx
from pydantic import BaseModel, ValidationError

from backend.calling.failure import ClientFailure
from backend.contract.addresses import PLAIN_HTTP, USE_TLS, keeps_secrets
from backend.contract.problems import PROBLEM_MEDIA_TYPE, Problem

# OpenSSL's X509_V_ERR_*: what it says when the certificate's dates do not fit our clock.
CERT_NOT_YET_VALID, CERT_HAS_EXPIRED = 9, 10

FETCH_STOPPED: Final = "fetch-stopped"

Answer = TypeVar("Answer", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds: a citizen stands before the screen."""

    connect: float = 2.0
    answer: float = 4.0


class Line:
    """Kept-alive connections, at most `at_once` of them, used from any thread."""

    def __init__(self, address: str, region_ca: Path, patience: Patience, at_once: int = 4) -> None:
        self._may_be_used = keeps_secrets(address)
        self._http = httpx.Client(
            base_url=address,
            verify=trust_of(region_ca),
            timeout=httpx.Timeout(patience.answer, connect=patience.connect),
            limits=httpx.Limits(
                max_connections=at_once, max_keepalive_connections=max(2, at_once // 2), keepalive_expiry=60
            ),
            trust_env=False,  # no proxy of the environment stands between kiosk and backend
            follow_redirects=False,
        )

    def ask(
        self,
        method: str,
        path: str,
        answer: type[Answer],
        *,
        body: BaseModel | None = None,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer | ClientFailure:
        """Send and read one request."""
        content = None if body is None else body.model_dump_json().encode()
        kind = {} if body is None else {"Content-Type": "application/json"}
        received = self._send(method, path, content, form, {**kind, **(headers or {})})
        if isinstance(received, ClientFailure):
            return received
        try:
            return read(answer, received.content or b"{}")
        except ValidationError:
            return ClientFailure("backend-answer-invalid", "Install the same version on kiosk and backend.")

    def fetch(
        self, path: str, size: int, headers: Mapping[str, str], go_on: Callable[[], bool]
    ) -> bytes | ClientFailure:
        """A file of `size` bytes, never more; `fetch-stopped` as soon as `go_on` says no."""
        if not self._may_be_used:
            return ClientFailure(PLAIN_HTTP, USE_TLS)
        plain = {**headers, "Accept-Encoding": "identity"}
        received = bytearray()
        try:
            with self._http.stream("GET", path, headers=plain) as answer:
                if not answer.is_success:
                    answer.read()
                    return problem_failure(answer)
                for piece in answer.iter_raw():
                    received += piece
                    if len(received) > size:
                        return ClientFailure("backend-answer-invalid", "The file is larger than announced.")
                    if not go_on():
                        return ClientFailure(FETCH_STOPPED)
        except httpx.HTTPError as error:
            return line_failure(error)
        return bytes(received)

    def close(self) -> None:
        self._http.close()

    def _send(
        self,
        method: str,
        path: str,
        content: bytes | None,
        form: Mapping[str, str] | None,
        headers: Mapping[str, str],
    ) -> httpx.Response | ClientFailure:
        if not self._may_be_used:
            return ClientFailure(PLAIN_HTTP, USE_TLS)
        try:
            received = self._http.request(
                method, path, content=content, data=dict(form) if form else None, headers=headers
            )
        except httpx.HTTPError as error:
            return line_failure(error)
        finally:
            forget_addresses()
        return received if received.is_success else problem_failure(received)


def forget_addresses() -> None:
    """Let the process keep no address it has called: people's and bookings' numbers stand in some.

    httpx looks for cookies in every answer, and the standard library keeps the last 128 addresses it parsed.
    """
    cast(Any, urlsplit).cache_clear()  # a functools.lru_cache, which its published type does not say


def trust_of(region_ca: Path) -> ssl.SSLContext:
    """TLS that believes the region CA alone; OSError where it cannot be read."""
    trusted = ssl.create_default_context(cafile=str(region_ca))
    trusted.minimum_version = ssl.TLSVersion.TLSv1_2
    return trusted


def line_failure(error: httpx.HTTPError) -> ClientFailure:
    """What kept the line from carrying a request or its answer."""
    match error:
        case httpx.ConnectError():
            return connect_failure(error)
        case httpx.ConnectTimeout():
            return ClientFailure("backend-unreachable", "Check the kiosk's network.")
        case httpx.TimeoutException():
            return ClientFailure("backend-slow", "Try again in a minute; look at the backend's load.")
        case _:
            return ClientFailure("backend-unreachable", "The line broke; check the kiosk's network.")


def connect_failure(error: httpx.ConnectError) -> ClientFailure:
    """Tell a dead line from a certificate that is not the region's, and that from a wrong clock."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        if cause.verify_code in (CERT_NOT_YET_VALID, CERT_HAS_EXPIRED):
            return ClientFailure(
                "clock-wrong", "Set the kiosk's clock; if it is right, renew the certificate."
            )
        return ClientFailure("backend-certificate", "The backend is not the region's; check its address.")
    if isinstance(cause, ssl.SSLError):
        return ClientFailure("backend-certificate", "No TLS at this address; check it.")
    return ClientFailure("backend-unreachable", "Check the kiosk's network and the backend's address.")


def read(answer: type[Answer], content: bytes) -> Answer:
    """The answer as far as it is known here; the backend of a region is renewed before its kiosks."""
    return answer.model_validate_json(content, extra="ignore")


def problem_failure(received: httpx.Response) -> ClientFailure:
    """The problem's code; `backend-answer-invalid` for what is no problem document."""
    if received.headers.get("content-type", "").startswith(PROBLEM_MEDIA_TYPE):
        try:
            # Whole: what a refusal says besides, as the version that stands now, is read by its page.
            problem = Problem.model_validate_json(received.content)
        except ValidationError:
            pass
        else:
            return ClientFailure(problem.code, problem.detail, problem)
    return ClientFailure("backend-answer-invalid", "Something else answers at the backend's address.")
