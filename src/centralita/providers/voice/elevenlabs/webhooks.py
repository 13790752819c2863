"""The workspace's webhook at ElevenLabs: made, attached to the agents' settings, and watched.

Left alone it does not retry, and it is switched off after a week of failures. Attached is one for all agents: where
that is another's already it is left, and agents name ours by its id.
"""

from datetime import UTC, datetime
from typing import Any, Final

from centralita.providers.voice.catalogue import WebhookState
from centralita.providers.voice.elevenlabs import shapes
from centralita.providers.voice.elevenlabs.agents import ONCE
from centralita.providers.voice.exchange import Exchange

_NAME: Final = "Centralita"
_EVENTS: Final = ("transcript", "call_initiation_failure")


class WorkspaceWebhook:
    """The webhook of an account that tells an address of ours."""

    def __init__(self, exchange: Exchange, sdk: Any) -> None:
        self._exchange = exchange
        self._sdk = sdk

    def read(self, url: str) -> WebhookState:
        """See `VoiceProvider.read_webhook`."""
        return self._state(self._find(url))

    def ensure(self, url: str) -> WebhookState:
        """See `VoiceProvider.ensure_webhook`."""
        found = self._find(url)
        secret = ""
        if found is None:
            raw = self._exchange.ask(
                lambda: self._sdk.webhooks.create(
                    settings={"auth_type": "hmac", "name": _NAME, "webhook_url": url}, request_options=ONCE
                )
            )
            made = self._exchange.read(raw, shapes.WebhookMade)
            found, secret = shapes.Webhook(made.webhook_id, url, _NAME), made.webhook_secret or ""
        webhook = found
        # Whether it retries is not told, so it is said again each time.
        self._exchange.ask(
            lambda: self._sdk.webhooks.update(
                webhook.webhook_id,
                is_disabled=False,
                name=webhook.name or _NAME,
                retry_enabled=True,
                request_options=ONCE,
            ),
            kind="webhook",
        )
        self._attach(webhook.webhook_id)
        return self._state(self._find(url), secret)

    def _find(self, url: str) -> shapes.Webhook | None:
        raw = self._exchange.ask(lambda: self._sdk.webhooks.list(request_options=ONCE))
        webhooks = self._exchange.read(raw, shapes.Webhooks).webhooks
        return next((webhook for webhook in webhooks if webhook.webhook_url == url), None)

    def _attach(self, webhook_id: str) -> None:
        attached = self._attached()
        missing = [event for event in _EVENTS if event not in attached.events]
        if attached.post_call_webhook_id not in {None, "", webhook_id}:
            return
        if attached.post_call_webhook_id == webhook_id and not missing:
            return
        webhooks = {"post_call_webhook_id": webhook_id, "events": [*attached.events, *missing]}
        self._exchange.ask(
            lambda: self._sdk.conversational_ai.settings.update(webhooks=webhooks, request_options=ONCE)
        )

    def _attached(self) -> shapes.AgentWebhooks:
        raw = self._exchange.ask(lambda: self._sdk.conversational_ai.settings.get(request_options=ONCE))
        return self._exchange.read(raw, shapes.Settings).webhooks

    def _state(self, webhook: shapes.Webhook | None, secret: str = "") -> WebhookState:
        if webhook is None:
            return WebhookState(present=False, enabled=False)
        attached = self._attached()
        failed = webhook.most_recent_failure_timestamp
        return WebhookState(
            present=True,
            enabled=not (webhook.is_disabled or webhook.is_auto_disabled)
            and attached.post_call_webhook_id == webhook.webhook_id
            and set(_EVENTS) <= set(attached.events),
            failing_since=datetime.fromtimestamp(failed, UTC)
            if failed is not None and 0 < failed < 4_102_444_800
            else None,
            secret=secret,
            id=webhook.webhook_id,
        )
