"""An account at Retell: see `VoiceProvider`."""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from centralita.kit.outbound import Outbound
from centralita.providers.voice.calls import (
    CALL_KEY,
    CallOrder,
    CallPage,
    CallSnapshot,
    IceServer,
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
from centralita.providers.voice.errors import (
    VoiceAnswerStrange,
    VoiceRefused,
    VoiceThingMissing,
    VoiceUnavailable,
)
from centralita.providers.voice.exchange import Exchange
from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.retell.agents import LIVE, Agents
from centralita.providers.voice.retell.engines import KINDS
from centralita.providers.voice.retell.mapping import snapshot_of
from centralita.providers.voice.retell.shapes import (
    CallMade,
    Concurrency,
    IceHelper,
    KnowledgeBase,
    Listener,
    Number,
    Page,
    Success,
    Voice,
    WebCallMade,
)
from centralita.providers.voice.told import Told, read_json

_PAGE: Final = 200
_GONE: Final = (404, 422)
_CLONES_BY: Final = "elevenlabs"
_RING_MILLISECONDS: Final = (5_000, 300_000)
# The only way into a web call that our client speaks, and the path under which browsers are let in.
_TRANSPORT: Final = "gateway"
_DOOR: Final = "/webrtc-proxy"
_HELPERS_AT_MOST: Final = 10


class RetellProvider:
    """Talks by Retell's SDK through our own way out, and never asks twice by itself."""

    capabilities = Capabilities(
        hang_up=True,
        live_transcript=True,
        web_calls=True,
        workspace_webhook=False,
        recording_by_link=True,
        clone_voice=True,
        speaks_samples=False,
        take_over=True,
        keeps_knowledge=True,
    )

    def __init__(self, credentials: dict[str, str], outbound: Outbound) -> None:
        self._exchange = Exchange(VoicePlatform.RETELL, outbound)
        self._base = credentials["base_url"].rstrip("/")
        # What its types say of our JSON changes by the month; what is answered is checked by ours.
        self._sdk: Any = _sdk(credentials, self._exchange)
        self._agents = Agents(self._exchange, self._sdk)

    def place_call(self, order: CallOrder) -> Placed:
        """The platform keeps our id as the order's own for an hour: the same again is the same call."""
        ring = min(max(order.ring_seconds * 1000, _RING_MILLISECONDS[0]), _RING_MILLISECONDS[1])
        raw = self._exchange.ask(
            lambda: self._sdk.call.with_raw_response.create_phone_call(
                from_number=order.from_number,
                to_number=order.to_number,
                override_agent_id=order.agent_id,
                override_agent_version=_version(order.version),
                agent_override={"agent": {"ring_duration_ms": ring}},
                retell_llm_dynamic_variables=dict(order.variables),
                metadata={CALL_KEY: str(order.our_call)},
                idempotency_key=str(order.our_call),
                max_retries=0,
            ),
            kind="agent",
            dials=True,
        )
        try:
            return Placed(self._exchange.read(raw, CallMade).call_id)
        except VoiceAnswerStrange:
            raise self._exchange.error(VoiceUnavailable) from None

    def open_web_call(
        self, our_call: UUID, agent_id: str, version: str, variables: dict[str, str]
    ) -> WebCall:
        raw = self._exchange.ask(
            lambda: self._sdk.call.with_raw_response.create_web_call(
                agent_id=agent_id,
                agent_version=_version(version),
                retell_llm_dynamic_variables=dict(variables),
                metadata={CALL_KEY: str(our_call)},
            ),
            kind="agent",
            missing=_GONE,
        )
        made = self._exchange.read(raw, WebCallMade)
        if made.transport != _TRANSPORT:
            raise self._exchange.unsupported("web_call")
        call_id = self._exchange.known_id(made.call_id, "call")
        helpers = tuple(_helper(one) for one in made.ice_servers[:_HELPERS_AT_MOST])
        return WebCall(call_id, made.access_token, f"{self._base}{_DOOR}/{call_id}", helpers)

    def read_call(self, call_id: str) -> CallSnapshot:
        checked = self._exchange.known_id(call_id, "call")
        raw = self._exchange.ask(
            lambda: self._sdk.call.with_raw_response.retrieve(checked), kind="call", missing=_GONE
        )
        snapshot = snapshot_of(Told(read_json(raw)))
        if snapshot is None or snapshot.call_id != call_id:
            raise self._exchange.error(VoiceAnswerStrange)
        return snapshot

    def find_call(self, our_call: UUID, since: datetime) -> CallSnapshot | None:
        page = self._list_calls(
            {"metadata": [{"type": "string", "op": "eq", "key": CALL_KEY, "value": str(our_call)}]}
        )
        # A call that has not begun yet has no time to compare; the id is ours alone.
        return next(
            (
                self.read_call(call.call_id)
                for call in page.calls
                if call.our_call == our_call and (call.started_at is None or call.started_at >= since)
            ),
            None,
        )

    def list_calls(self, since: datetime, until: datetime, cursor: str = "") -> CallPage:
        between = [int(moment.timestamp() * 1000) for moment in (since, until)]
        return self._list_calls({"start_timestamp": {"type": "range", "op": "bt", "value": between}}, cursor)

    def stop_call(self, call_id: str) -> None:
        checked = self._exchange.known_id(call_id, "call")
        try:
            self._exchange.ask(
                lambda: self._sdk.call.with_raw_response.stop(checked), kind="call", missing=_GONE
            )
        except (VoiceThingMissing, VoiceRefused):
            # It says the same of a call that it does not know and of one that does not run.
            if not self.read_call(call_id).status.ended:
                raise self._exchange.refused("not_running") from None

    def listen(self, call_id: str) -> LiveLine:
        checked = self._exchange.known_id(call_id, "call")
        raw = self._ask_of_running(call_id, lambda: self._sdk.call.with_raw_response.listen_live(checked))
        told = self._exchange.read(raw, Listener)
        if told.transport != _TRANSPORT:
            # Told nothing, it is the older way, which our client does not speak.
            raise self._exchange.unsupported("listen")
        helpers = tuple(_helper(one) for one in (told.ice_servers or [])[:_HELPERS_AT_MOST])
        address = f"{self._base}{_DOOR}/{checked}"
        return LiveLine(told.participant_id, told.access_token, address, helpers)

    def take_over(self, call_id: str, participant: str) -> None:
        checked = self._exchange.known_id(call_id, "call")
        raw = self._ask_of_running(
            call_id,
            lambda: self._sdk.call.with_raw_response.take_over_live(
                checked, participant_id=participant, max_retries=0
            ),
        )
        if not self._exchange.read(raw, Success).success:
            raise self._exchange.refused("not_running")

    def read_recording(self, snapshot: CallSnapshot) -> Iterator[bytes]:
        if snapshot.recording_url:
            try:
                return self._exchange.download(snapshot.recording_url)
            except VoiceThingMissing:
                pass
        # Links expire; a fresh one is told with the call.
        fresh = self.read_call(snapshot.call_id).recording_url
        if not fresh or fresh == snapshot.recording_url:
            raise self._exchange.missing("recording")
        return self._exchange.download(fresh)

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
        raw = self._exchange.ask(self._sdk.knowledge_base.with_raw_response.list)
        kept = [_kept(one) for one in self._exchange.read(raw, list[KnowledgeBase])]
        return tuple(one for one in kept if one.name.startswith(f"{marker}."))

    def keep_knowledge(self, name: str, texts: Sequence[KnowledgeText]) -> KeptKnowledge:
        told = [{"title": one.title, "text": one.text} for one in texts]
        raw = self._exchange.ask(
            lambda: self._sdk.knowledge_base.with_raw_response.create(
                knowledge_base_name=name, knowledge_base_texts=told, max_retries=0
            )
        )
        return _kept(self._exchange.read(raw, KnowledgeBase))

    def delete_knowledge(self, knowledge_id: str) -> None:
        checked = self._exchange.known_id(knowledge_id, "knowledge")
        with contextlib.suppress(VoiceThingMissing):
            self._exchange.ask(
                lambda: self._sdk.knowledge_base.with_raw_response.delete(checked),
                kind="knowledge",
                missing=_GONE,
            )

    def with_knowledge(self, config: AgentConfig, kept: KeptKnowledge | None) -> AgentConfig:
        ids = [kept.id] if kept else None
        named = {
            kind.part: {**config[kind.part], "knowledge_base_ids": ids}
            for kind in KINDS
            if isinstance(config.get(kind.part), Mapping)
        }
        return {**config, **named}

    def list_numbers(self) -> tuple[RemoteNumber, ...]:
        numbers: list[RemoteNumber] = []
        more: dict[str, Any] = {"limit": _PAGE}
        while True:
            raw = self._exchange.ask(partial(self._sdk.phone_number.with_raw_response.list, **more))
            page = self._exchange.read(raw, Page)
            numbers += [_number(self._exchange.convert(item, Number)) for item in page.items]
            if not page.cursor or page.cursor == more.get("pagination_key"):
                return tuple(numbers)
            more["pagination_key"] = page.cursor

    def bind_number(self, number_id: str, agent_id: str, asks: str | None = None) -> RemoteNumber:
        # A draft must not answer, so the published version is named.
        bound = [{"agent_id": agent_id, "weight": 1, "agent_version": LIVE}] if agent_id else None
        asked = {} if asks is None else {"inbound_webhook_url": asks or None}
        numbers = self._sdk.phone_number.with_raw_response
        # It says the same of a number and of an agent that it does not know, so the number is asked for first.
        self._exchange.ask(lambda: numbers.retrieve(number_id), kind="number", missing=_GONE)
        raw = self._exchange.ask(
            lambda: numbers.update(number_id, inbound_agents=bound, **asked), kind="agent", missing=_GONE
        )
        return _number(self._exchange.read(raw, Number))

    def list_voices(self) -> Iterator[RemoteVoice]:
        raw = self._exchange.ask(self._sdk.voice.with_raw_response.list)
        yield from map(_voice, self._exchange.read(raw, list[Voice]))

    def clone_voice(self, name: str, samples: list[tuple[str, bytes]]) -> RemoteVoice:
        raw = self._exchange.ask(
            lambda: self._sdk.voice.with_raw_response.clone(
                files=list(samples), voice_name=name, voice_provider=_CLONES_BY
            )
        )
        return _voice(self._exchange.read(raw, Voice), cloned=True)

    def speak(self, voice_id: str, text: str, language: str) -> bytes:
        raise self._exchange.unsupported("speak")

    def lines(self) -> Lines:
        raw = self._exchange.ask(self._sdk.concurrency.with_raw_response.retrieve)
        told = self._exchange.read(raw, Concurrency)
        return Lines(told.concurrency_limit, told.current_concurrency)

    def ensure_webhook(self, url: str) -> WebhookState:
        """It is each agent that names its webhook: the address goes into the agent's configuration."""
        return WebhookState(present=True, enabled=True)

    def read_webhook(self, url: str) -> WebhookState:
        return self.ensure_webhook(url)

    def _ask_of_running(self, call_id: str, ask: Callable[[], Any]) -> Any:
        """Something that only a call under way can do."""
        try:
            return self._exchange.ask(ask, kind="call", missing=_GONE)
        except (VoiceThingMissing, VoiceRefused):
            # It says the same of a call that it does not know and of one that does not run.
            self.read_call(call_id)
            raise self._exchange.refused("not_running") from None

    def _list_calls(self, criteria: dict[str, Any], cursor: str = "") -> CallPage:
        more = {"pagination_key": cursor} if cursor else {}
        raw = self._exchange.ask(
            lambda: self._sdk.call.with_raw_response.list(
                filter_criteria=criteria, limit=_PAGE, sort_order="ascending", **more
            )
        )
        page = self._exchange.read(raw, Page)
        # Read again, because money must not pass through a float.
        calls = Told(read_json(raw)).items("items")
        return CallPage(tuple(filter(None, map(snapshot_of, calls))), page.cursor)


def _sdk(credentials: dict[str, str], exchange: Exchange) -> Any:
    from retell import Retell

    return Retell(
        api_key=credentials["api_key"],
        base_url=credentials["base_url"].rstrip("/"),
        http_client=exchange.client,
        timeout=exchange.client.timeout,
        max_retries=0,
    )


def _version(version: str) -> str | int:
    return int(version) if version.isascii() and version.isdigit() else version or LIVE


def _number(number: Number) -> RemoteNumber:
    bound = number.inbound_agents or []
    return RemoteNumber(
        number.phone_number,
        number.phone_number,
        number.nickname or "",
        bound[0].agent_id if bound else "",
        asks=number.inbound_webhook_url or "",
    )


def _kept(base: KnowledgeBase) -> KeptKnowledge:
    return KeptKnowledge(base.knowledge_base_id, base.knowledge_base_name)


def _helper(helper: IceHelper) -> IceServer:
    urls = [helper.urls] if isinstance(helper.urls, str) else helper.urls
    return IceServer(tuple(urls[:_HELPERS_AT_MOST]), helper.username or "", helper.credential or "")


def _voice(voice: Voice, *, cloned: bool = False) -> RemoteVoice:
    gender = (voice.gender or "").lower()
    return RemoteVoice(
        voice.voice_id,
        voice.voice_name,
        voice.provider,
        accent=voice.accent or "",
        gender="female" if gender == "female" else "male" if gender == "male" else "",
        age=voice.age or "",
        preview_url=voice.preview_audio_url or "",
        cloned=cloned,
    )
