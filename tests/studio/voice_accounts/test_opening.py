"""A stored account leads to its platform, in every process that has Django."""

import pytest

from centralita.kit.ids import OrganizationId, new_id
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.voice_accounts.opening import OPENERS, OpenedAccount


@pytest.mark.parametrize("platform", [VoicePlatform.RETELL, VoicePlatform.ELEVENLABS])
def test_the_platforms_with_keys_are_wired(platform):
    account = OpenedAccount(
        new_id(),
        OrganizationId(new_id()),
        platform,
        {"api_key": "key_4f9a8b7c6d5e", "base_url": "https://api.example.com/"},
    )
    provider = OPENERS[platform](account)
    assert provider.capabilities.web_calls
    assert "key_4f9a8b7c6d5e" not in repr(account)
