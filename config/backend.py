"""The backend's settings, read once at its front door: environment, then okno.toml, then these values."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)


class BackendSettings(BaseSettings):
    """`OKNO_BACKEND_<NAME>` in the environment or `<name>` in backend.toml of the working folder."""

    model_config = SettingsConfigDict(
        env_prefix="OKNO_BACKEND_", toml_file="backend.toml", extra="forbid", frozen=True
    )

    data: Path = Path("data/backend")  # keys, region CA, the SQLite file
    database_url: str = ""  # "" is SQLite in `data`
    host: str = "127.0.0.1"
    port: int = Field(default=8443, ge=0, le=65535)
    names: tuple[str, ...] = ("localhost", "127.0.0.1")  # what the TLS certificate stands for
    plain_http: bool = False  # loopback only
    pack: str = "ru-mur"
    time_zone: str = "Europe/Moscow"  # whose calendar day decides about terms
    issuer: str = "51"  # the region's number in the identities of the cards it issues

    @property
    def url(self) -> str:
        """The database's URL."""
        return self.database_url or f"sqlite:///{(self.data / 'okno.db').absolute()}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)
