"""The platforms that can be connected: names, forms and where their keys are found. Data, for screens and for docs."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from pydantic import Field

from centralita.kit.money import Money
from centralita.providers.credentials import Address, Credentials, KeyOnly, Secret, base_address, labels


class VoicePlatform(StrEnum):
    """A kind of provider account that brings phone calls. The sandbox is ours, needs no key and calls nobody."""

    RETELL = "retell"
    ELEVENLABS = "elevenlabs"
    SANDBOX = "sandbox"


# How many calls at once an account at the sandbox may have.
SANDBOX_LINES: Final = 20


class RetellCredentials(KeyOnly):
    """Retell signs webhooks with the one key that carries the webhook badge, which may be another one."""

    webhook_key: Secret | None = Field(
        None,
        json_schema_extra=labels(
            "Key with the webhook badge, if it is another one",
            "Clave con la insignia de webhook, si es otra",
            "Chave com o selo de webhook, se for outra",
            **{"x-advanced": True},
        ),
    )
    base_url: Address = base_address("https://api.retellai.com")


class ElevenLabsCredentials(KeyOnly):
    """The webhook's secret is shown once, when the webhook is made at ElevenLabs."""

    webhook_secret: Secret | None = Field(
        None, json_schema_extra=labels("Secret of the webhook", "Secreto del webhook", "Segredo do webhook")
    )
    base_url: Address = base_address("https://api.elevenlabs.io")


class SandboxCredentials(Credentials):
    """Nothing to fill in."""


@dataclass(frozen=True, slots=True)
class PlatformEntry:
    """One platform. `signing` names the secrets that sign its webhooks, the one to prefer first.

    `minute` is its list price with model, voice and line, on the high side: what is set aside must be enough.
    """

    platform: VoicePlatform
    label: str
    credentials: type[Credentials]
    signing: tuple[str, ...]
    keys_page: str
    minute: Money
    # Whether a call can be ended from outside; the adapter's capabilities say the same.
    hangs_up: bool = True
    # Whether a person can go on with a call in the agent's place.
    takes_over: bool = False

    def form(self) -> dict[str, Any]:
        """The JSON Schema of the account's form, with the marks that forms of model accounts have."""
        return self.credentials.model_json_schema()


CATALOG: Final[dict[VoicePlatform, PlatformEntry]] = {
    entry.platform: entry
    for entry in (
        PlatformEntry(
            VoicePlatform.RETELL,
            "Retell AI",
            RetellCredentials,
            ("webhook_key", "api_key"),
            "https://dashboard.retellai.com/apiKey",
            Money(200_000, "USD"),
            takes_over=True,
        ),
        PlatformEntry(
            VoicePlatform.ELEVENLABS,
            "ElevenLabs",
            ElevenLabsCredentials,
            ("webhook_secret",),
            "https://elevenlabs.io/app/settings/api-keys",
            Money(200_000, "USD"),
            hangs_up=False,
        ),
        PlatformEntry(
            VoicePlatform.SANDBOX,
            "Sandbox",
            SandboxCredentials,
            ("webhook_secret",),
            "",
            Money(50_000, "USD"),
        ),
    )
}


def signing_secrets(platform: VoicePlatform, secret: dict[str, str]) -> tuple[str, ...]:
    """Those of an account's secrets that may have signed a webhook."""
    return tuple(secret[name] for name in CATALOG[platform].signing if secret.get(name))
