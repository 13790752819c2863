"""Agents at ElevenLabs: one object, live as soon as it is changed. Our marker is one of its tags."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from centralita.providers.voice.catalogue import AgentConfig, AgentPage, RemoteAgent
from centralita.providers.voice.configs import MARK, covers, without
from centralita.providers.voice.elevenlabs import shapes
from centralita.providers.voice.errors import VoiceThingMissing
from centralita.providers.voice.exchange import Exchange

ONCE: Final[dict[str, Any]] = {"max_retries": 0}
_PAGE: Final = 100
_PARTS: Final = ("conversation_config", "platform_settings", "workflow")


class Agents:
    """The agents of an account."""

    def __init__(self, exchange: Exchange, sdk: Any) -> None:
        self._exchange = exchange
        self._sdk = sdk

    def create(self, config: AgentConfig, marker: str) -> RemoteAgent:
        """See `VoiceProvider.create_agent`."""
        for found in self.find(marker):
            return self.update(found.id, config)
        body = self._body(config, marker)
        raw = self._exchange.ask(lambda: self._api.create(**body, request_options=ONCE), kind="agent")
        return self.read(self._exchange.read(raw, shapes.AgentMade).agent_id)

    def read(self, agent_id: str) -> RemoteAgent:
        """See `VoiceProvider.read_agent`."""
        raw = self._exchange.ask(lambda: self._api.get(agent_id, request_options=ONCE), kind="agent")
        return _told(self._exchange.read(raw, shapes.Agent))

    def update(self, agent_id: str, config: AgentConfig) -> RemoteAgent:
        """See `VoiceProvider.update_agent`."""
        there = self.read(agent_id)
        # Sent or not, nothing is wanted of the tags' order; what is not named stays as it is.
        body = self._body(config, there.marker)
        wanted = without(body, "tags")
        tags = sorted(body["tags"]) if "tags" in config else None
        same_tags = tags is None or tags == sorted([*there.config["tags"], *_tags(there.marker)])
        if covers({**there.config, "name": there.name}, wanted) and same_tags:
            return there
        if tags is None:
            body = wanted
        raw = self._exchange.ask(
            lambda: self._api.update(agent_id, **body, request_options=ONCE), kind="agent"
        )
        return _told(self._exchange.read(raw, shapes.Agent))

    def delete(self, agent_id: str) -> None:
        """See `VoiceProvider.delete_agent`."""
        try:
            self._exchange.ask(lambda: self._api.delete(agent_id, request_options=ONCE), kind="agent")
        except VoiceThingMissing:
            return

    def list(self, cursor: str = "") -> AgentPage:
        """See `VoiceProvider.list_agents`."""
        more = {"cursor": cursor} if cursor else {}
        raw = self._exchange.ask(lambda: self._api.list(page_size=_PAGE, **more, request_options=ONCE))
        page = self._exchange.read(raw, shapes.Agents)
        agents = tuple(
            RemoteAgent(agent.agent_id, agent.name, marker=_marker(agent.tags)) for agent in page.agents
        )
        return AgentPage(agents, (page.next_cursor or "") if page.has_more else "")

    def find(self, marker: str) -> tuple[RemoteAgent, ...]:
        """See `VoiceProvider.find_agents`. Tags cannot be searched for, so all agents are looked at."""
        return tuple({agent.id: agent for agent in self._all() if agent.marker == marker}.values())

    def _all(self) -> Iterator[RemoteAgent]:
        cursor = ""
        while True:
            page = self.list(cursor)
            yield from page.agents
            if not page.cursor or page.cursor == cursor:
                return
            cursor = page.cursor

    def _body(self, config: AgentConfig, marker: str) -> dict[str, Any]:
        parts = {name: config[name] for name in _PARTS if config.get(name) is not None}
        if (
            not all(isinstance(part, Mapping) for part in parts.values())
            or "conversation_config" not in parts
        ):
            raise self._exchange.refused("config")
        name = {"name": config["name"]} if config.get("name") else {}
        return {**parts, **name, "tags": [*(config.get("tags") or ()), *_tags(marker)]}

    @property
    def _api(self) -> Any:
        return self._sdk.conversational_ai.agents


def _told(agent: shapes.Agent) -> RemoteAgent:
    config: dict[str, Any] = {
        "name": agent.name,
        "conversation_config": _without_copies(agent.conversation_config),
        "platform_settings": agent.platform_settings or {},
        "tags": [tag for tag in agent.tags if not tag.startswith(MARK)],
    }
    if agent.workflow:
        config["workflow"] = agent.workflow
    changed = agent.metadata.updated_at_unix_secs if agent.metadata else None
    return RemoteAgent(
        agent.agent_id,
        agent.name,
        agent.version_id or "",
        _marker(agent.tags),
        config,
        datetime.fromtimestamp(changed, UTC) if changed is not None and 0 < changed < 4_102_444_800 else None,
    )


def _without_copies(config: dict[str, Any]) -> dict[str, Any]:
    """Tools that are named by id come along written out, and change without the agent being changed."""
    agent = config.get("agent")
    prompt = agent.get("prompt") if isinstance(agent, dict) else None
    if not isinstance(agent, dict) or not isinstance(prompt, dict) or not prompt.get("tool_ids"):
        return config
    return {**config, "agent": {**agent, "prompt": without(prompt, "tools")}}


def _tags(marker: str) -> list[str]:
    return [f"{MARK}{marker}"] if marker else []


def _marker(tags: list[str]) -> str:
    return next((tag.removeprefix(MARK) for tag in tags if tag.startswith(MARK)), "")
