"""Whether a platform tells us of calls by itself is said at the account, and agents can name our webhook."""

from dataclasses import replace

import pytest
from django.conf import settings
from tests.people import Member

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text
from centralita.providers.voice.catalogue import WebhookState
from centralita.providers.voice.errors import VoiceKeyRefused
from centralita.providers.voice.memory import MemoryProvider, MemoryState
from centralita.studio.voice_accounts.public import account_facts, see_to_webhook

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


class Telling(MemoryProvider):
    """A platform that answers this about its webhook."""

    answer: WebhookState | Exception

    def ensure_webhook(self, url: str) -> WebhookState:
        assert url.startswith("https://app.example.com/hooks/voice/v1/")
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.mark.parametrize(
    ("answer", "problem", "named"),
    [
        (WebhookState(present=True, enabled=True, id="wh_1"), None, "wh_1"),
        (WebhookState(present=True, enabled=False, id="wh_1"), "foreign", "wh_1"),
        (VoiceKeyRefused(platform="elevenlabs"), "voice_key_refused", ""),
    ],
)
def test_it_is_said_at_the_account(
    member: Member,
    monkeypatch: pytest.MonkeyPatch,
    answer: WebhookState | Exception,
    problem: str | None,
    named: str,
) -> None:
    reachable = replace(settings.ENVIRONMENT, public_url="https://app.example.com")
    monkeypatch.setattr(settings, "ENVIRONMENT", reachable)
    body = {"kind": "elevenlabs", "label": "Voice", "credentials": {"api_key": "key_1234567890abcdef"}}
    account = member.api.post("/voice-accounts", body).json()["id"]
    provider = Telling(MemoryState())
    provider.answer = answer
    see_to_webhook(member.actor, from_text("pac", account), provider)
    assert member.api.get(f"/voice-accounts/{account}").json()["webhook_problem"] == problem
    with tenant_scope(member.organization_id):
        (facts,) = account_facts([from_text("pac", account)]).values()
    assert facts.webhook_id == named
