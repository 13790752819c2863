"""An account at ElevenLabs: see `VoiceProvider`."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, Literal
from uuid import UUID

from centralita.kit.outbound import Outbound
from centralita.providers.voice.calls import (
    CALL_KEY,
    CallOrder,
    CallPage,
    CallSnapshot,
    LiveLine,
    Placed,
    WebCall,
)
from centralita.providers.voice.catalogue import (
    AgentConfig,
    AgentPage,
    Capabilities,
    KeptKnowledge,
    KnowledgeText,
    Lines,
    RemoteAgent,
    RemoteNumber,
    RemoteVoice,
    WebhookState,
)
from centralita.providers.voice.elevenlabs import shapes
from centralita.providers.voice.elevenlabs.agents import ONCE, Agents
from centralita.providers.voice.elevenlabs.mapping import snapshot_of
from centralita.providers.voice.elevenlabs.webhooks import WorkspaceWebhook
from centralita.providers.voice.errors import VoiceAnswerStrange, VoiceThingMissing, VoiceUnavailable
from centralita.providers.voice.exchange import Exchange
from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.told import Told, read_json

_PAGE: Final = 100
_CLOCKS_APART: Final = timedelta(minutes=5)
_RING_SECONDS: Final = (5, 300)
# What it finds passages by, in any language.
_LOOKED_UP: Final = {"embedding_model": "multilingual_e5_large_instruct"}
_SAMPLE_MODEL: Final = "eleven_flash_v2_5"


class ElevenLabsProvider:
    """Talks by ElevenLabs' SDK through our own way out, and never asks twice by itself."""

    capabilities = Capabilities(
        hang_up=False,
        live_transcript=False,
        web_calls=True,
        workspace_webhook=True,
        recording_by_link=False,
        clone_voice=True,
        speaks_samples=True,
        keeps_knowledge=True,
    )

    def __init__(self, credentials: dict[str, str], outbound: Outbound) -> None:
        self._exchange = Exchange(VoicePlatform.ELEVENLABS, outbound, _word)
        self._base = credentials["base_url"].rstrip("/")
        self._key = credentials["api_key"]
        # What its types say of our JSON changes by the month; what is answered is checked by ours.
        self._sdk: Any = _sdk(self._key, self._base, self._exchange)
        self._agents = Agents(self._exchange, self._sdk)
        self._webhook = WorkspaceWebhook(self._exchange, self._sdk)

    def place_call(self, order: CallOrder) -> Placed:
        """There is no key against dialling twice, so this asks once, and whoever is in doubt looks the call up."""
        number = self._number(order.from_number_id)
        line = {"twilio": "twilio", "sip_trunk": "sip_trunk", "exotel": "exotel"}.get(number.provider)
        if line is None:
            raise self._exchange.unsupported("place_call")
        our_call = str(order.our_call)
        ring = min(max(order.ring_seconds, _RING_SECONDS[0]), _RING_SECONDS[1])
        raw = self._exchange.ask(
            lambda: getattr(self._sdk.conversational_ai, line).outbound_call(
                agent_id=order.agent_id,
                agent_phone_number_id=order.from_number_id,
                to_number=order.to_number,
                conversation_initiation_client_data={
                    "user_id": our_call,
                    "dynamic_variables": {**order.variables, CALL_KEY: our_call},
                },
                telephony_call_config={"ringing_timeout_secs": ring},
                request_options=ONCE,
            ),
            kind="agent",
            dials=True,
        )
        try:
            made = self._exchange.read(raw, shapes.CallMade)
        except VoiceAnswerStrange:
            raise self._exchange.error(VoiceUnavailable) from None
        if not made.success:
            raise self._exchange.refused("not_placed")
        return Placed(made.conversation_id or "")

    def open_web_call(
        self, our_call: UUID, agent_id: str, version: str, variables: dict[str, str]
    ) -> WebCall:
        """The browser sends the variables itself when it joins, our id as `centralita_call` among them."""
        raw = self._exchange.ask(
            lambda: self._sdk.conversational_ai.conversations.get_signed_url(
                agent_id=agent_id, request_options=ONCE
            ),
            kind="agent",
        )
        address = self._exchange.read(raw, shapes.SignedUrl).signed_url
        if not address.startswith("wss://"):
            raise self._exchange.error(VoiceAnswerStrange)
        # Its id is told when the browser has joined, with ours.
        return WebCall("", address, address)

    def read_call(self, call_id: str) -> CallSnapshot:
        checked = self._exchange.known_id(call_id, "call")
        raw = self._exchange.ask(
            lambda: self._sdk.conversational_ai.conversations.get(checked, request_options=ONCE), kind="call"
        )
        snapshot = snapshot_of(Told(read_json(raw)))
        if snapshot is None or snapshot.call_id != call_id:
            raise self._exchange.error(VoiceAnswerStrange)
        return snapshot

    def find_call(self, our_call: UUID, since: datetime) -> CallSnapshot | None:
        after = int((since - _CLOCKS_APART).timestamp())
        page = self._list_calls(user_id=str(our_call), call_start_after_unix=after)
        # A list tells too little to know whose the call is.
        told = (self.read_call(call.call_id) for call in page.calls)
        return next((call for call in told if call.our_call == our_call), None)

    def list_calls(self, since: datetime, until: datetime, cursor: str = "") -> CallPage:
        more = {"cursor": cursor} if cursor else {}
        return self._list_calls(
            call_start_after_unix=int(since.timestamp()),
            call_start_before_unix=int(until.timestamp()),
            **more,
        )

    def stop_call(self, call_id: str) -> None:
        raise self._exchange.unsupported("stop_call")

    def listen(self, call_id: str) -> LiveLine:
        raise self._exchange.unsupported("listen")

    def take_over(self, call_id: str, participant: str) -> None:
        raise self._exchange.unsupported("take_over")

    def read_recording(self, snapshot: CallSnapshot) -> Iterator[bytes]:
        call_id = self._exchange.known_id(snapshot.call_id, "call")
        url = f"{self._base}/v1/convai/conversations/{call_id}/audio"
        return self._exchange.download(url, {"xi-api-key": self._key})

    def create_agent(self, config: AgentConfig, marker: str) -> RemoteAgent:
        return self._agents.create(config, marker)

    def read_agent(self, agent_id: str) -> RemoteAgent:
        return self._agents.read(self._exchange.known_id(agent_id, "agent"))

    def update_agent(self, agent_id: str, config: AgentConfig) -> RemoteAgent:
        return self._agents.update(self._exchange.known_id(agent_id, "agent"), config)

    def delete_agent(self, agent_id: str) -> None:
        self._agents.delete(self._exchange.known_id(agent_id, "agent"))

    def list_agents(self, cursor: str = "") -> AgentPage:
        return self._agents.list(cursor)

    def find_agents(self, marker: str) -> tuple[RemoteAgent, ...]:
        return self._agents.find(marker)

    def list_knowledge(self, marker: str) -> tuple[KeptKnowledge, ...]:
        kept: list[KeptKnowledge] = []
        more: dict[str, str] = {}
        while True:
            raw = self._exchange.ask(
                partial(
                    self._sdk.conversational_ai.knowledge_base.list,
                    page_size=_PAGE,
                    search=marker,
                    **more,
                    request_options=ONCE,
                )
            )
            page = self._exchange.read(raw, shapes.KnowledgePage)
            kept += [KeptKnowledge(one.id, one.name) for one in page.documents]
            if not page.has_more or not page.next_cursor or page.next_cursor == more.get("cursor"):
                return tuple(one for one in kept if one.name.startswith(f"{marker}."))
            more["cursor"] = page.next_cursor

    def keep_knowledge(self, name: str, texts: Sequence[KnowledgeText]) -> KeptKnowledge:
        whole = "\n\n".join(f"# {one.title}\n{one.text}" for one in texts)
        raw = self._exchange.ask(
            lambda: self._sdk.conversational_ai.knowledge_base.documents.create_from_text(
                text=whole, name=name, request_options=ONCE
            )
        )
        made = self._exchange.read(raw, shapes.KnowledgeMade)
        return KeptKnowledge(made.id, made.name)

    def delete_knowledge(self, knowledge_id: str) -> None:
        checked = self._exchange.known_id(knowledge_id, "knowledge")
        with contextlib.suppress(VoiceThingMissing):
            self._exchange.ask(
                lambda: self._sdk.conversational_ai.knowledge_base.documents.delete(
                    checked, force=True, request_options=ONCE
                ),
                kind="knowledge",
            )

    def with_knowledge(self, config: AgentConfig, kept: KeptKnowledge | None) -> AgentConfig:
        told = config.get("conversation_config")
        agent = told.get("agent") if isinstance(told, Mapping) else None
        prompt = agent.get("prompt") if isinstance(agent, Mapping) else None
        if not isinstance(told, Mapping) or not isinstance(agent, Mapping) or not isinstance(prompt, Mapping):
            return config
        known = [{"type": "text", "id": kept.id, "name": kept.name, "usage_mode": "auto"}] if kept else []
        looked_up = {**prompt, "knowledge_base": known, "rag": {**_LOOKED_UP, "enabled": kept is not None}}
        return {**config, "conversation_config": {**told, "agent": {**agent, "prompt": looked_up}}}

    def list_numbers(self) -> tuple[RemoteNumber, ...]:
        raw = self._exchange.ask(lambda: self._numbers.list(request_options=ONCE))
        return tuple(map(_told_number, self._exchange.read(raw, list[shapes.Number])))

    def bind_number(self, number_id: str, agent_id: str, asks: str | None = None) -> RemoteNumber:
        self._number(number_id)
        raw = self._exchange.ask(
            lambda: self._numbers.update(number_id, agent_id=agent_id or None, request_options=ONCE),
            kind="agent",
        )
        return _told_number(self._exchange.read(raw, shapes.Number))

    def list_voices(self) -> Iterator[RemoteVoice]:
        more: dict[str, str] = {}
        while True:
            raw = self._exchange.ask(
                partial(
                    self._sdk.voices.search,
                    page_size=_PAGE,
                    include_total_count=False,
                    **more,
                    request_options=ONCE,
                )
            )
            page = self._exchange.read(raw, shapes.Voices)
            yield from map(_told_voice, page.voices)
            if not page.has_more or page.next_page_token in {None, "", more.get("next_page_token")}:
                return
            more["next_page_token"] = page.next_page_token or ""

    def clone_voice(self, name: str, samples: list[tuple[str, bytes]]) -> RemoteVoice:
        raw = self._exchange.ask(
            lambda: self._sdk.voices.ivc.create(name=name, files=list(samples), request_options=ONCE)
        )
        made = self._exchange.read(raw, shapes.VoiceMade)
        return RemoteVoice(made.voice_id, name, VoicePlatform.ELEVENLABS.value, cloned=True)

    def speak(self, voice_id: str, text: str, language: str) -> bytes:
        checked = self._exchange.known_id(voice_id, "voice")
        code = language.split("-", maxsplit=1)[0].lower()
        spoken = {"language_code": code} if code else {}
        return self._exchange.ask(
            lambda: b"".join(
                self._sdk.text_to_speech.convert(
                    checked, text=text, model_id=_SAMPLE_MODEL, **spoken, request_options=ONCE
                )
            ),
            kind="voice",
        )

    def lines(self) -> Lines:
        """How many are allowed is a matter of the plan, and not told."""
        raw = self._exchange.ask(
            lambda: self._sdk.conversational_ai.analytics.live_count.get(request_options=ONCE)
        )
        return Lines(None, self._exchange.read(raw, shapes.LiveCount).count)

    def ensure_webhook(self, url: str) -> WebhookState:
        return self._webhook.ensure(url)

    def read_webhook(self, url: str) -> WebhookState:
        return self._webhook.read(url)

    def _list_calls(self, **query: Any) -> CallPage:
        raw = self._exchange.ask(
            lambda: self._sdk.conversational_ai.conversations.list(
                page_size=_PAGE, **query, request_options=ONCE
            )
        )
        page = self._exchange.read(raw, shapes.Conversations)
        calls = Told(read_json(raw)).items("conversations")
        return CallPage(
            tuple(filter(None, map(snapshot_of, calls))), (page.next_cursor or "") if page.has_more else ""
        )

    def _number(self, number_id: str) -> shapes.Number:
        checked = self._exchange.known_id(number_id, "number")
        raw = self._exchange.ask(lambda: self._numbers.get(checked, request_options=ONCE), kind="number")
        return self._exchange.read(raw, shapes.Number)

    @property
    def _numbers(self) -> Any:
        return self._sdk.conversational_ai.phone_numbers


def _sdk(key: str, base: str, exchange: Exchange) -> Any:
    from elevenlabs.client import ElevenLabs

    return ElevenLabs(api_key=key, base_url=base, httpx_client=exchange.client, timeout=30)


def _word(body: dict[str, Any]) -> str:
    """The code in `{"detail": {"status": …}}`; validation errors have a list there."""
    detail = body.get("detail")
    status = detail.get("status") if isinstance(detail, dict) else None
    return status if isinstance(status, str) else ""


def _told_number(number: shapes.Number) -> RemoteNumber:
    return RemoteNumber(
        number.phone_number_id,
        number.phone_number,
        number.label,
        number.assigned_agent.agent_id if number.assigned_agent else "",
        number.supports_outbound,
    )


def _told_voice(voice: shapes.Voice) -> RemoteVoice:
    labels = {name: value for name, value in voice.labels.items() if isinstance(value, str)}
    languages = [told.locale or told.language for told in voice.verified_languages or ()]
    return RemoteVoice(
        voice.voice_id,
        voice.name,
        VoicePlatform.ELEVENLABS.value,
        tuple(dict.fromkeys(filter(None, [*languages, labels.get("language", "")]))),
        labels.get("accent", ""),
        _gender(labels.get("gender", "")),
        labels.get("age", ""),
        voice.description or labels.get("description", ""),
        voice.preview_url or "",
        ", ".join(voice.available_for_tiers),
        voice.category in {"cloned", "professional"},
    )


def _gender(told: str) -> Literal["", "female", "male", "neutral"]:
    if told == "female":
        return "female"
    if told == "male":
        return "male"
    return "neutral" if told in {"neutral", "non-binary"} else ""
