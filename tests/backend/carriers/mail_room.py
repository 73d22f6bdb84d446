"""A real mail server on a free port: aiosmtpd, with TLS by a CA of the test, and mailboxes in memory."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from threading import Event, Thread
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from backend.carriers.smtp_mail import MailServer, SmtpMail, Tls
from backend.region_ca import CA_CERTIFICATE_FILE, RegionCa, ensure_server_identity

USER, PASSWORD = "okno", "right-password"
SENDER = "okno@region.example"


@dataclass
class MailRoom:
    """What arrived, and what the server has against some addresses."""

    folder: Path
    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)  # answer to RCPT by address
    answer_to_text: str = "250 taken"

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answer_to_text.startswith("250"):
            mail = message_from_bytes(envelope.original_content or b"", policy=default)
            assert isinstance(mail, EmailMessage)
            self.mails.append(mail)
        return self.answer_to_text

    def carrier(self, tls: Tls = "tls", password: str = PASSWORD, ca: Path | None = None) -> SmtpMail:
        trust = ssl.create_default_context(cafile=ca or self.folder / CA_CERTIFICATE_FILE)
        return SmtpMail(MailServer("127.0.0.1", self.port, tls, trust, SENDER, USER, password))


def _authenticated(
    server: Any, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (USER.encode(), PASSWORD.encode()))


@contextmanager
def mail_room(folder: Path, tls: Tls = "tls") -> Iterator[MailRoom]:
    """The server for the block; it takes nobody's mail without a login over TLS."""
    now = datetime.now(UTC)
    authority = RegionCa.load_or_make(folder, now, "Test mail CA")
    identity = ensure_server_identity(authority, folder, ("localhost", "127.0.0.1"), now)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(identity.certificate, identity.key)
    room = MailRoom(folder)
    ready, stop = Event(), asyncio.Event()

    def protocol() -> SMTP:
        return SMTP(
            room,
            hostname="mail.example",
            tls_context=context if tls == "starttls" else None,
            require_starttls=tls == "starttls",
            auth_required=True,
            auth_exclude_mechanism=["LOGIN"],
            auth_require_tls=tls == "starttls",
            authenticator=_authenticated,
        )

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        loops.append(loop)
        server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=context if tls == "tls" else None)
        room.port = server.sockets[0].getsockname()[1]
        ready.set()
        await stop.wait()
        server.close()

    loops: list[asyncio.AbstractEventLoop] = []
    thread = Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    assert ready.wait(30)
    try:
        yield room
    finally:
        loops[0].call_soon_threadsafe(stop.set)
        thread.join()
