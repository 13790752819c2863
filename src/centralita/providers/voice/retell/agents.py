"""Agents at Retell: two objects, an engine and an agent that speaks for it, with versions that are shared by both.

A published version is never changed: a draft is made from it, brought to what is wanted, and published. Every step
looks first at what is there, so that the same again goes on where a cut left off.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from centralita.providers.voice.catalogue import AgentConfig, AgentPage, RemoteAgent
from centralita.providers.voice.configs import MARK, covers, marked, unmarked, without
from centralita.providers.voice.errors import VoiceThingMissing
from centralita.providers.voice.exchange import Exchange
from centralita.providers.voice.retell import engines
from centralita.providers.voice.retell.engines import KINDS, EngineKind, Engines
from centralita.providers.voice.retell.shapes import Agent, ListedAgent, Page

LIVE: Final = "latest_published"
_PAGE: Final = 200
_GONE: Final = (404, 422)
_OUR_BRAIN: Final = "custom-llm"
_VOLATILE: Final = (
    "agent_id",
    "version",
    "base_version",
    "is_published",
    "assigned_tags",
    "last_modification_timestamp",
    "version_title",
    "version_description",
)


@dataclass(frozen=True, slots=True)
class _Kept:
    """An agent as Retell keeps it in one version, with its engine's settings where it has one."""

    head: Agent
    agent: dict[str, Any]
    settings: dict[str, Any]
    name: str
    marker: str
    engine_marker: str
    engine_version: int | None

    @property
    def config(self) -> dict[str, Any]:
        kind = engines.kind_of(self.head.response_engine)
        return {"agent": self.agent, kind.part: self.settings} if kind else {"agent": self.agent}


class Agents:
    """The agents of an account."""

    def __init__(self, exchange: Exchange, sdk: Any) -> None:
        self._exchange = exchange
        self._sdk = sdk
        self._engines = Engines(exchange, sdk)

    def create(self, config: AgentConfig, marker: str) -> RemoteAgent:
        """See `VoiceProvider.create_agent`."""
        for found in self.find(marker):
            return self.update(found.id, config)
        agent, kind, settings = self._parts(config)
        if kind is not None:
            engine_id = self._engines.find_or_make(kind, settings, marker)
            agent["response_engine"] = {"type": kind.type, kind.id_name: engine_id}
        agent["agent_name"] = marked(agent.get("agent_name") or "", marker)
        raw = self._exchange.ask(
            lambda: self._raw.create(
                response_engine=agent["response_engine"], voice_id=agent.get("voice_id"), extra_body=agent
            ),
            kind="agent",
        )
        made = self._exchange.read(raw, Agent)
        # The engine may be an older try's, with other settings.
        return self.update(made.agent_id, config)

    def read(self, agent_id: str) -> RemoteAgent:
        """See `VoiceProvider.read_agent`: as calls run it, or its draft while it was never published."""
        return _told(self._live(agent_id) or self._kept(agent_id))

    def update(self, agent_id: str, config: AgentConfig) -> RemoteAgent:
        """See `VoiceProvider.update_agent`."""
        agent, kind, settings = self._parts(config)
        wanted = {"agent": agent, kind.part: settings} if kind else {"agent": agent}
        live = self._live(agent_id)
        if live is not None and covers(live.config, wanted):
            return _told(live)
        draft = self._draft(self._kept(agent_id))
        if not covers(draft.config, wanted):
            self._write(draft, agent, kind, settings)
        self._exchange.ask(
            lambda: self._raw.publish(agent_id, version=draft.head.version), kind="agent", missing=()
        )
        return self.read(agent_id)

    def delete(self, agent_id: str) -> None:
        """See `VoiceProvider.delete_agent`. Engines go first: once the agent is gone its marker is not known.

        Those that were not made for it are left: an adopted agent's may be another's, too.
        """
        try:
            kept = self._kept(agent_id, with_settings=False)
            self._engines.delete_all({kept.marker, _of(agent_id)} - {""})
            self._exchange.ask(lambda: self._raw.delete(agent_id), kind="agent", missing=_GONE)
        except VoiceThingMissing:
            return

    def list(self, cursor: str = "", query: str = "") -> AgentPage:
        """See `VoiceProvider.list_agents`; with a `query`, those whose name holds it."""
        more: dict[str, Any] = {"pagination_key": cursor} if cursor else {}
        if query:
            more["filter_criteria"] = {"query": query}
        raw = self._exchange.ask(lambda: self._raw.list(limit=_PAGE, **more))
        page = self._exchange.read(raw, Page)
        listed = [self._exchange.convert(item, ListedAgent) for item in page.items]
        agents = tuple(_listed(agent) for agent in listed if agent.channel == "voice")
        return AgentPage(agents, page.cursor)

    def find(self, marker: str) -> tuple[RemoteAgent, ...]:
        """See `VoiceProvider.find_agents`."""
        return tuple({agent.id: agent for agent in self._found(marker)}.values())

    def _found(self, marker: str) -> Iterator[RemoteAgent]:
        cursor = ""
        while True:
            page = self.list(cursor, f"{MARK}{marker}")
            yield from (agent for agent in page.agents if agent.marker == marker)
            if not page.cursor or page.cursor == cursor:
                return
            cursor = page.cursor

    def _live(self, agent_id: str) -> _Kept | None:
        try:
            return self._kept(agent_id, LIVE)
        except VoiceThingMissing:
            return None

    def _kept(self, agent_id: str, version: str = "", *, with_settings: bool = True) -> _Kept:
        query = {"version": version} if version else {}
        raw = self._exchange.ask(lambda: self._raw.retrieve(agent_id, **query), kind="agent", missing=_GONE)
        return self._with_engine(self._exchange.read(raw, dict[str, Any]), with_settings=with_settings)

    def _with_engine(self, fields: dict[str, Any], *, with_settings: bool = True) -> _Kept:
        head = self._exchange.convert(fields, Agent)
        kind, engine_id = engines.kind_of(head.response_engine), engines.id_of(head.response_engine)
        agent = without(fields, *_VOLATILE)
        settings: dict[str, Any] = {}
        engine_marker = ""
        engine_version: int | None = None
        if kind is not None:
            del agent["response_engine"]
            if with_settings:
                read, engine_version = self._engine(kind, engine_id, head)
                settings, engine_marker = engines.unmarked_settings(read)
        agent["agent_name"], marker = unmarked(head.agent_name or "")
        return _Kept(head, agent, settings, agent["agent_name"], marker, engine_marker, engine_version)

    def _engine(self, kind: EngineKind, engine_id: str, head: Agent) -> tuple[dict[str, Any], int | None]:
        """An agent's engine and its version: the one that is named, else the agent's own number, else the last."""
        named = head.response_engine.version
        version = head.version if named is None else named
        try:
            return self._engines.read(kind, engine_id, version), version
        except VoiceThingMissing:
            return self._engines.read(kind, engine_id, None), None

    def _draft(self, latest: _Kept) -> _Kept:
        """A version that may be changed: the last one, or a new one from it."""
        if not latest.head.is_published:
            return latest
        raw = self._exchange.ask(
            lambda: self._raw.create_version(latest.head.agent_id, base_version=latest.head.version),
            kind="agent",
            missing=(),
        )
        return self._with_engine(self._exchange.read(raw, dict[str, Any]))

    def _write(
        self, draft: _Kept, agent: dict[str, Any], kind: EngineKind | None, settings: dict[str, Any]
    ) -> None:
        version, there = draft.head.version, draft.head.response_engine
        body = {**agent, "agent_name": marked(agent.get("agent_name") or draft.name, draft.marker)}
        if kind is not None and kind == engines.kind_of(there):
            if not covers(draft.settings, settings):
                marked_settings = engines.marked_settings(settings, draft.engine_marker)
                self._engines.update(kind, engines.id_of(there), draft.engine_version, marked_settings)
        elif kind is not None:
            marker = draft.marker or _of(draft.head.agent_id)
            engine_id = self._engines.find_or_make(kind, settings, marker)
            body["response_engine"] = {"type": kind.type, kind.id_name: engine_id}
        self._exchange.ask(
            lambda: self._raw.update(draft.head.agent_id, version=version, extra_body=body),
            kind="agent",
            missing=(),
        )

    def _parts(self, config: AgentConfig) -> tuple[dict[str, Any], EngineKind | None, dict[str, Any]]:
        agent = config.get("agent")
        kinds = [kind for kind in KINDS if isinstance(config.get(kind.part), Mapping)]
        if not isinstance(agent, Mapping) or len(kinds) > 1:
            raise self._exchange.refused("config")
        kind = kinds[0] if kinds else None
        engine = agent.get("response_engine")
        if kind is None and not (isinstance(engine, Mapping) and engine.get("type") == _OUR_BRAIN):
            raise self._exchange.refused("config")
        if kind is None:
            return dict(agent), None, {}
        return without(agent, "response_engine"), kind, dict(config[kind.part])

    @property
    def _raw(self) -> Any:
        return self._sdk.agent.with_raw_response


def _of(agent_id: str) -> str:
    """The marker of an engine that was made for an agent which has none."""
    return f"of_{agent_id}"


def _told(kept: _Kept) -> RemoteAgent:
    return RemoteAgent(
        kept.head.agent_id,
        kept.name,
        str(kept.head.version) if kept.head.is_published else "",
        kept.marker,
        kept.config,
        _moment(kept.head.last_modification_timestamp),
    )


def _listed(agent: ListedAgent) -> RemoteAgent:
    name, marker = unmarked(agent.agent_name or "")
    return RemoteAgent(agent.agent_id, name, marker=marker, changed_at=_moment(agent.user_modified_timestamp))


def _moment(milliseconds: int | None) -> datetime | None:
    if milliseconds is None or not 0 < milliseconds < 4_102_444_800_000:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
