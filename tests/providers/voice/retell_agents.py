"""Retell's agents on loopback: versions that are never changed once published, and the engines that share them."""

import time
from collections.abc import Mapping
from itertools import count
from typing import Any

from tests.providers.voice.servers import PlatformServer, Refusal, Reply, Request

_ENGINES = {
    "retell-llm": ("retell-llm", "llm_id"),
    "conversation-flow": ("conversation-flow", "conversation_flow_id"),
}

# What the platform writes beside what was wanted.
_DEFAULTS = {"responsiveness": 1, "interruption_sensitivity": 1, "enable_backchannel": False}


def now_ms() -> int:
    """Milliseconds since 1970, as Retell counts."""
    return int(time.time() * 1000)


class RetellAgents(PlatformServer):
    """What of Retell is about agents; `RetellServer` is the whole."""

    # A page of the lists, small so that tests turn pages.
    page = 3

    def __init__(self) -> None:
        super().__init__()
        self._ids = count(1)
        # Agents and engines: id → version → fields.
        self.agents: dict[str, dict[int, dict[str, Any]]] = {}
        self.engines: dict[str, dict[int, dict[str, Any]]] = {}

    def agent_routes(self) -> Mapping[str, Any]:
        """Operation → what answers it."""
        return {
            "POST /create-agent": self._create_agent,
            "GET /get-agent/{agent_id}": self._get_agent,
            "PATCH /update-agent/{agent_id}": self._update_agent,
            "DELETE /delete-agent/{agent_id}": self._delete_agent,
            "POST /v2/list-agents": self._list_agents,
            "POST /create-agent-version/{agent_id}": self._create_version,
            "POST /publish-agent-version/{agent_id}": self._publish,
            **{
                f"{method} {path}": self._engine_route(act, type_)
                for type_ in _ENGINES
                for method, path, act in (
                    ("POST", f"/create-{type_}", self._create_engine),
                    ("GET", f"/get-{type_}/{{{_ENGINES[type_][1]}}}", self._get_engine),
                    ("PATCH", f"/update-{type_}/{{{_ENGINES[type_][1]}}}", self._update_engine),
                    ("DELETE", f"/delete-{type_}/{{{_ENGINES[type_][1]}}}", self._delete_engine),
                    ("GET", f"/v2/list-{type_}s", self._list_engines),
                )
            },
        }

    def _create_agent(self, asked: Request) -> Reply:
        self._check_engine(asked.body["response_engine"])
        agent_id = f"agent_{next(self._ids)}"
        self.agents[agent_id] = {0: self._stamped({**_DEFAULTS, **asked.body}, agent_id=agent_id, version=0)}
        return Reply(self.agents[agent_id][0], 201)

    def _get_agent(self, asked: Request) -> Reply:
        agent_id, version = self._agent_for(
            asked.values["agent_id"], asked.query.get("version", "latest"), missing=404
        )
        return Reply(self.agents[agent_id][version])

    def _update_agent(self, asked: Request) -> Reply:
        agent_id, version = self._agent_for(
            asked.values["agent_id"], asked.query.get("version", "latest"), missing=404
        )
        agent = self.agents[agent_id][version]
        if agent["is_published"]:
            raise Refusal(412, "published")
        if "response_engine" in asked.body:
            self._check_engine(asked.body["response_engine"])
        agent |= asked.body | {"last_modification_timestamp": now_ms()}
        return Reply(agent)

    def _delete_agent(self, asked: Request) -> Reply:
        if self.agents.pop(asked.values["agent_id"], None) is None:
            raise Refusal(422, "asset not found")
        return Reply(status=204)

    def _list_agents(self, asked: Request) -> Reply:
        query = (asked.body or {}).get("filter_criteria", {}).get("query", "").lower() if asked.body else ""
        listed = [
            {
                "agent_id": agent_id,
                "agent_name": name,
                "channel": "voice",
                "is_suspended": False,
                "tags": {},
                "user_modified_timestamp": now_ms(),
            }
            for agent_id, versions in self.agents.items()
            if query in (name := versions[max(versions)].get("agent_name") or "").lower()
        ]
        return self._page(listed, asked.query)

    def _create_version(self, asked: Request) -> Reply:
        versions = self.agents.get(asked.values["agent_id"])
        base = (versions or {}).get(asked.body["base_version"])
        if versions is None or base is None:
            raise Refusal(422, "asset not found")
        version = max(versions) + 1
        engine = base["response_engine"]
        engine_id = engine.get("llm_id") or engine.get("conversation_flow_id")
        if engine_id:
            of_engine = self.engines[engine_id]
            of_engine[version] = of_engine[max(of_engine)] | {"version": version, "is_published": False}
        versions[version] = base | {
            "version": version,
            "base_version": base["version"],
            "is_published": False,
            "response_engine": engine | ({"version": version} if engine_id else {}),
        }
        return Reply(versions[version], 201)

    def _publish(self, asked: Request) -> Reply:
        agent_id, version = self._agent_for(asked.values["agent_id"], asked.body["version"])
        agent = self.agents[agent_id][version]
        agent["is_published"] = True
        return Reply(status=204)

    def _engine_route(self, act: Any, type_: str) -> Any:
        return lambda asked: act(asked, _ENGINES[type_][1])

    def _create_engine(self, asked: Request, id_name: str) -> Reply:
        engine_id = f"{id_name.removesuffix('_id')}_{next(self._ids)}"
        self.engines[engine_id] = {0: self._stamped(asked.body, version=0, **{id_name: engine_id})}
        return Reply(self.engines[engine_id][0], 201)

    def _get_engine(self, asked: Request, id_name: str) -> Reply:
        return Reply(self._engine(asked, id_name))

    def _update_engine(self, asked: Request, id_name: str) -> Reply:
        engine = self._engine(asked, id_name)
        # Published with the agent whose version it shares.
        for versions in self.agents.values():
            for agent in versions.values():
                used = agent["response_engine"].get(id_name) == asked.values[id_name]
                if used and agent["is_published"] and agent["version"] == engine["version"]:
                    raise Refusal(412, "published")
        engine |= asked.body
        return Reply(engine)

    def _delete_engine(self, asked: Request, id_name: str) -> Reply:
        engine_id = asked.values[id_name]
        used = any(
            agent["response_engine"].get(id_name) == engine_id
            for versions in self.agents.values()
            for agent in versions.values()
        )
        if engine_id in self.engines and used and asked.query.get("force_delete") != "true":
            raise Refusal(400, "in use")
        if self.engines.pop(engine_id, None) is None:
            raise Refusal(422, "asset not found")
        return Reply(status=204)

    def _list_engines(self, asked: Request, id_name: str) -> Reply:
        latest = [versions[max(versions)] for versions in self.engines.values()]
        return self._page([engine for engine in latest if id_name in engine], asked.query)

    def _engine(self, asked: Request, id_name: str) -> dict[str, Any]:
        versions = self.engines.get(asked.values[id_name])
        version = int(asked.query.get("version", max(versions) if versions else 0))
        if versions is None or version not in versions:
            raise Refusal(422, "asset not found")
        return versions[version]

    def _check_engine(self, engine: dict[str, Any]) -> None:
        _, id_name = _ENGINES.get(engine["type"], ("", ""))
        if id_name and engine[id_name] not in self.engines:
            raise Refusal(422, "no such engine")

    def _agent_for(self, agent_id: str, version: str | int | None, missing: int = 422) -> tuple[str, int]:
        versions = self.agents.get(agent_id)
        if not versions:
            raise Refusal(missing, "asset not found")
        if version in {None, "latest"}:
            return agent_id, max(versions)
        if version == "latest_published":
            published = [number for number, agent in versions.items() if agent["is_published"]]
            if not published:
                raise Refusal(missing, "nothing published")
            return agent_id, max(published)
        if int(version or 0) not in versions:
            raise Refusal(missing, "no such version")
        return agent_id, int(version or 0)

    def _stamped(self, body: dict[str, Any], **fields: Any) -> dict[str, Any]:
        return {**body, "last_modification_timestamp": now_ms(), "is_published": False, **fields}

    def _page(self, items: list[dict[str, Any]], query: Mapping[str, Any]) -> Reply:
        start = int(query.get("pagination_key", 0))
        end = start + min(int(query.get("limit", self.page)), self.page)
        more = {"pagination_key": str(end)} if end < len(items) else {}
        return Reply({"items": items[start:end], "has_more": bool(more), **more})
