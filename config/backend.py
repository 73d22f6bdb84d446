"""The backend's settings, read once at its front door: options, then the environment, then a TOML file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import Field, SecretStr, field_validator

from config.messages import MessageSettings
from config.toml_settings import TimeZoneName, load_settings

ENVIRONMENT_PREFIX: Final = "OKNO_BACKEND_"
CLIENT_NAME: Final = re.compile(r"[A-Za-z0-9-]{1,32}")
SHORTEST_KEY: Final = 32


class BackendSettings(MessageSettings):
    """`<name>` in the file or `OKNO_BACKEND_<NAME>` in the environment."""

    data: Path = Path("data/backend")  # keys, region CA, the SQLite file
    database_url: str = Field(default="", pattern=r"^$|^sqlite:///.|^postgresql(\+psycopg)?://.")
    host: str = "127.0.0.1"
    port: int = Field(default=8443, ge=0, le=65535)
    shared_port: bool = False  # several backends of one machine on it; PostgreSQL only
    names: tuple[str, ...] = Field(default=("localhost", "127.0.0.1"), min_length=1)  # of the TLS certificate
    # By which citizens' own telephones reach it, printed on tickets; "": they do not.
    public_address: str = Field(default="", pattern=r"^$|^[a-z0-9.-]{1,80}(:[0-9]{1,5})?$")
    plain_http: bool = False  # loopback only
    pack: str = "ru-mur"  # an id, a folder, or "published": the one that kiosks were given last
    time_zone: TimeZoneName = "Europe/Moscow"  # whose calendar day decides about terms
    free_slots_kept_days: int = Field(default=30, ge=1, le=3650)  # past times that nobody booked
    bookings_kept_days: int = Field(default=365, ge=30, le=3650)  # then they name nobody any more
    cases_kept_days: int = Field(default=1830, ge=365, le=36500)  # after closing; then they name nobody
    urgent_kept_days: int = Field(default=1830, ge=365, le=36500)  # urgent help, signals after their end
    unsigned_texts_closed_days: int = Field(default=180, ge=30, le=3650)  # after the last touch
    unsigned_texts_kept_days: int = Field(default=90, ge=1, le=3650)  # closed without a signature
    issuer: str = Field(default="51", pattern=r"^[A-Z0-9-]{2,20}$")  # in the identities of the region's cards

    oidc_issuer: str = Field(default="", pattern=r"^$|^https://|^http://(localhost|127\.0\.0\.1)[:/]")
    oidc_client: str = ""
    oidc_secret: SecretStr = SecretStr("")
    oidc_redirect: str = ""  # the console's /sign-in/single/return, as it is registered

    ami_host: str = ""  # of Asterisk's Manager Interface; "": lines tell of themselves
    ami_port: int = Field(default=5038, ge=1, le=65535)
    ami_user: str = ""
    ami_secret: SecretStr = SecretStr("")
    contacts_kept_days: int = Field(default=365, ge=30, le=3650)  # then calls name nobody any more

    open311_keys: Mapping[str, SecretStr] = Field(default_factory=dict)  # name = key; none: nobody sends
    open311_jurisdiction: str = Field(default="", pattern=r"^[a-z0-9.-]{0,100}$")  # "": clients name none
    open311_batch: bool = False  # a request is answered by a token and numbered within a minute

    payment_notice_secret: SecretStr = SecretStr("")  # of 32 characters at least; "": no bank sends notices

    @field_validator("names", mode="before")
    @classmethod
    def names_as_text(cls, given: object) -> object:
        """The environment gives names as text, with commas between."""
        return [name.strip() for name in given.split(",")] if isinstance(given, str) else given

    @field_validator("open311_keys", mode="before")
    @classmethod
    def keys_as_text(cls, given: object) -> object:
        """The environment gives them as text: «city-app=KEY,other=KEY»."""
        if not isinstance(given, str):
            return given
        return dict(part.strip().split("=", 1) for part in given.split(",") if "=" in part)

    @field_validator("open311_keys")
    @classmethod
    def keys_are_long(cls, given: Mapping[str, SecretStr]) -> Mapping[str, SecretStr]:
        """A key that can be guessed is none."""
        for name, key in given.items():
            if not CLIENT_NAME.fullmatch(name) or len(key.get_secret_value()) < SHORTEST_KEY:
                raise ValueError(f"a name of letters, digits and hyphens, a key of {SHORTEST_KEY} characters")
        return given

    @property
    def url(self) -> str:
        """The database's URL; without `database_url` it is SQLite in `data`."""
        return self.database_url or f"sqlite:///{(self.data / 'okno.db').absolute()}"


def load_backend_settings(
    path: Path | None, environment: Mapping[str, str], options: Mapping[str, Any]
) -> BackendSettings:
    """Read the file (none means defaults), then what overrides it; raises SettingsInvalid."""
    return load_settings(BackendSettings, path, environment, options, ENVIRONMENT_PREFIX)
