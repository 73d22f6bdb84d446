"""E-mail over SMTP (RFC 5321) with the standard library, one connection a letter, off the event loop."""

from __future__ import annotations

import asyncio
import smtplib
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime
from typing import Final, Literal

from backend.carriers.ports import CarrierDown, Letter, LetterRefused

Tls = Literal["tls", "starttls", "none"]
STEP_SECONDS: Final = 20.0  # for each answer of the server
AT_ONCE: Final = 4
UNREACHABLE: Final = "mail-unreachable"
ACCOUNT_REFUSED: Final = "mail-account-refused"
PERMANENT: Final = 500  # RFC 5321, 4.2.1: 5yz will not be taken, 4yz may be later


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in, and as whom."""

    host: str
    port: int
    tls: Tls
    trust: ssl.SSLContext = field(repr=False)
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


class SmtpMail:
    """Hands letters to one mail server; every letter goes alone, so one refusal is nobody else's."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="okno-mail")

    async def send(self, letter: Letter) -> None:
        """Return after the server has answered 250 to the text."""
        try:
            message = composed(letter, self._server.sender)
        except (MessageError, ValueError, IndexError):  # an address that would break out of its header
            raise LetterRefused from None
        await asyncio.get_running_loop().run_in_executor(self._threads, self._hand_in, letter.to, message)

    def _hand_in(self, to: str, message: EmailMessage) -> None:
        try:
            line = self._connected()
            try:
                line.send_message(message, self._server.sender, [to])
            finally:
                with suppress(smtplib.SMTPException, OSError):  # it is taken, whatever QUIT comes to
                    line.quit()
                line.close()
        except smtplib.SMTPRecipientsRefused as refused:
            raise _named(next(iter(refused.recipients.values()))[0]) from None
        except smtplib.SMTPDataError as refused:
            raise _named(refused.smtp_code) from None
        except smtplib.SMTPNotSupportedError:  # no STARTTLS, no AUTH, or an address beyond ASCII
            raise (CarrierDown(ACCOUNT_REFUSED) if to.isascii() else LetterRefused()) from None
        except smtplib.SMTPSenderRefused:
            raise CarrierDown(ACCOUNT_REFUSED) from None
        except (smtplib.SMTPException, OSError):  # ssl.SSLError and TimeoutError are OSErrors
            raise CarrierDown(UNREACHABLE) from None

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        if server.tls == "tls":
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=STEP_SECONDS, context=server.trust
            )
        else:
            line = smtplib.SMTP(server.host, server.port, timeout=STEP_SECONDS)
        try:
            if server.tls == "starttls":
                line.starttls(context=server.trust)
            if server.user:
                _log_in(line, server)
        except BaseException:
            line.close()
            raise
        return line


def composed(letter: Letter, sender: str) -> EmailMessage:
    """The mail; Message-ID and Date stay the same when it is sent again, so that mailboxes may show one."""
    message = EmailMessage(policy=SMTP_POLICY)
    message["From"] = Address(addr_spec=sender)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = letter.subject
    message["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2]}>"
    message["Date"] = format_datetime(letter.written_at)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    message.set_content(letter.text)
    return message


def _log_in(line: smtplib.SMTP, server: MailServer) -> None:
    try:
        line.login(server.user, server.password)
    except smtplib.SMTPException:  # some servers say so, some hang up
        raise CarrierDown(ACCOUNT_REFUSED) from None


def _named(smtp_code: int) -> Exception:
    return LetterRefused() if smtp_code >= PERMANENT else CarrierDown(UNREACHABLE)
