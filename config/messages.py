"""The part of the backend's settings that says by what SMS and mails go out."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

_PORTS: Final = {"tls": 465, "starttls": 587, "none": 25}  # RFC 8314, RFC 6409, RFC 5321


class MessageSettings(BaseModel):
    """Without any of these nobody is told anything, and nothing is queued."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sms: Literal["none", "file", "http"] = "none"
    sms_url: str = Field(default="", pattern=r"^$|^https?://")
    sms_token: SecretStr = SecretStr("")
    sms_sender: str = Field(default="", max_length=11)  # GSM 03.40: letters and digits, as phones show it
    sms_ca: Path | None = None  # an authority of one's own; none: the system's

    mail: Literal["none", "file", "smtp"] = "none"
    mail_host: str = ""
    mail_port: int = Field(default=0, ge=0, le=65535)  # 0: the usual one of `mail_tls`
    mail_tls: Literal["tls", "starttls", "none"] = "tls"
    mail_user: str = ""
    mail_password: SecretStr = SecretStr("")
    mail_sender: str = Field(default="", pattern=r"^$|^[^@\s]+@[^@\s]+$")
    mail_ca: Path | None = None

    @property
    def port_of_mail(self) -> int:
        return self.mail_port or _PORTS[self.mail_tls]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.sms == "http":
            address = urlsplit(self.sms_url)
            if not address.hostname:
                raise ValueError('sms = "http" needs sms_url')
            if address.scheme != "https" and not _is_loopback(address.hostname):
                raise ValueError("sms_url has to be https off this machine")
        if self.mail == "smtp":
            if not (self.mail_host and self.mail_sender):
                raise ValueError('mail = "smtp" needs mail_host and mail_sender')
            if self.mail_tls == "none" and not _is_loopback(self.mail_host):
                raise ValueError('mail_tls = "none" is for this machine only')
        return self


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
