"""From a stored account to the platform behind it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.conf import settings

from centralita.kit.ids import OrganizationId
from centralita.providers.voice.errors import VoiceUnsupported
from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.provider import VoiceProvider
from centralita.studio.voice_accounts import secrets
from centralita.studio.voice_accounts.models import VoiceAccount


@dataclass(frozen=True, slots=True)
class OpenedAccount:
    """An account with its credentials, the secret ones among them."""

    id: UUID
    organization_id: OrganizationId
    platform: VoicePlatform
    credentials: dict[str, str] = field(repr=False)


Opener = Callable[[OpenedAccount], VoiceProvider]
# How each platform is reached. Filled by `config`, and by tests with platforms that live in memory.
OPENERS: Final[dict[VoicePlatform, Opener]] = {}


def open_provider(account: VoiceAccount) -> VoiceProvider:
    """The platform of a stored account. Talks to nobody yet; use it outside of transactions.

    Raises Undecryptable, and VoiceUnsupported for a platform that this installation does not reach.
    """
    organization_id = OrganizationId(account.organization_id)
    secret = secrets.unseal(settings.CIPHER, account.id, organization_id, bytes(account.secret))
    platform = VoicePlatform(account.kind)
    opened = OpenedAccount(account.id, organization_id, platform, {**account.settings, **secret})
    opener = OPENERS.get(platform)
    if opener is None:
        raise VoiceUnsupported(platform=platform.value, act="connect")
    return opener(opened)
