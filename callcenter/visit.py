"""One request of one person: their language, their form key, whether they are signed in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from callcenter.requests import SMALL_FORM, FormLimits, PageProblem, read_form
from callcenter.session import Session, SessionSeal
from content.i18n import LANGUAGES

# `__Host-` (RFC 6265bis): a browser takes these only over TLS, for this host alone, for every path.
SESSION_COOKIE: Final = "__Host-okno-session"
FORM_COOKIE: Final = "__Host-okno-form"
LANGUAGE_COOKIE: Final = "__Host-okno-language"
FORM_FIELD: Final = "form_key"
FORM_KEY_BYTES: Final = 24
LONGEST_FORM_KEY: Final = 64
REFRESH_HEADER: Final = "okno-refresh"  # sent by the page itself, not by a person's action


@dataclass(slots=True)
class Visit:
    """What is known of the one who asks; `session` changes while the request is served."""

    language: str
    form_key: str = field(repr=False)
    has_form_cookie: bool
    by_itself: bool
    session: Session | None
    now: datetime
    was_signed_in: bool = False
    last_login: str = ""  # whose session it was, also of one that is over

    @classmethod
    def of(cls, request: Request, seal: SessionSeal, now: datetime) -> Visit:
        """Read the cookies; a session that is over is none."""
        cookies = request.cookies
        language = cookies.get(LANGUAGE_COOKIE, "")
        form_key = cookies.get(FORM_COOKIE, "")
        sealed = cookies.get(SESSION_COOKIE, "")
        session = seal.open(sealed) if sealed else None
        return cls(
            language=language if language in LANGUAGES else LANGUAGES[0],
            form_key=form_key or secrets.token_urlsafe(FORM_KEY_BYTES),
            has_form_cookie=0 < len(form_key) <= LONGEST_FORM_KEY,
            by_itself=REFRESH_HEADER in request.headers,
            session=None if session is None or session.is_over(now) else session,
            now=now,
            was_signed_in=bool(sealed),
            last_login="" if session is None else session.login,
        )

    async def form(self, request: Request, limits: FormLimits = SMALL_FORM) -> dict[str, str]:
        """What was typed; `form-expired` unless our own page, shown to this very browser, sends it."""
        fields = await read_form(request, limits)
        same_site = request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
        given = fields.get(FORM_FIELD, "").encode()
        if not (same_site and self.has_form_cookie and secrets.compare_digest(given, self.form_key.encode())):
            raise PageProblem("form-expired", 403)
        return fields

    def leave_cookies(self, response: Response, seal: SessionSeal) -> None:
        """Write down what the next request must know."""
        if not self.has_form_cookie:
            keep_cookie(response, FORM_COOKIE, self.form_key)
        if self.session is not None:
            session = self.session if self.by_itself else self.session.active(self.now)
            keep_cookie(response, SESSION_COOKIE, seal.seal(session))
        elif self.was_signed_in:
            forget_cookie(response, SESSION_COOKIE)


def keep_cookie(response: Response, name: str, value: str) -> None:
    """Until the browser is closed; no script and no other site gets it."""
    response.set_cookie(name, value, path="/", secure=True, httponly=True, samesite="strict")


def forget_cookie(response: Response, name: str) -> None:
    response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="strict")
