"""Retell on loopback: agents in versions, engines, calls, numbers and voices."""

import json
import time
from collections.abc import Mapping
from itertools import count
from typing import Any

from tests.providers.voice.servers import PlatformServer, Refusal, Reply, Request

from centralita.kit.outbound import Outbound
from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.provider import VoiceProvider

_ENGINES = {
    "retell-llm": ("retell-llm", "llm_id"),
    "conversation-flow": ("conversation-flow", "conversation_flow_id"),
}
# The body's words that are about the request, not about the thing.
_PLACING = ("idempotency_key", "override_agent_id", "override_agent_version", "agent_override")
_SECOND = 1000


def _now() -> int:
    return int(time.time() * _SECOND)


class RetellServer(PlatformServer):
    """`calls`, `agents`, `engines`, `numbers` and `voices` may be looked at and changed by tests."""

    platform = VoicePlatform.RETELL
    spec_file = "retell.sdk-6.2.13.openapi.json"
    dialling = frozenset({"POST /v2/create-phone-call"})
    number = "+12137774445"
    # A page of the lists, small so that tests turn pages.
    page = 3

    def __init__(self) -> None:
        super().__init__()
        self._ids = count(1)
        self.calls: dict[str, dict[str, Any]] = {}
        self.orders: dict[str, str] = {}
        # Agents and engines: id → version → fields.
        self.agents: dict[str, dict[int, dict[str, Any]]] = {}
        self.engines: dict[str, dict[int, dict[str, Any]]] = {}
        self.numbers: dict[str, dict[str, Any]] = {
            number: {
                "phone_number": number,
                "phone_number_type": "retell-twilio",
                "nickname": "Front desk",
                "last_modification_timestamp": _now(),
            }
            for number in (self.number, "+12137774446", "+12137774447", "+12137774448")
        }
        self.voices = [
            {
                "voice_id": f"11labs-{name}",
                "voice_name": name,
                "provider": "elevenlabs",
                "gender": gender,
                "accent": "American",
                "age": "Young",
                "preview_audio_url": f"https://example.com/{name}.mp3",
            }
            for name, gender in (("Adrian", "male"), ("Myra", "female"))
        ]

    def provider(self, outbound: Outbound | None = None, key: str = "") -> VoiceProvider:
        from centralita.providers.voice.retell.provider import RetellProvider

        return RetellProvider({**self.credentials, "api_key": key or self.key}, outbound or self.outbound())

    def knows(self, headers: Mapping[str, str]) -> bool:
        return headers.get("authorization") == f"Bearer {self.key}"

    def error_body(self, status: int, message: str) -> Any:
        return {"status": "error", "message": message}

    def webhook(self, event: str, call_id: str) -> bytes:
        call = dict(self.calls[call_id])
        if event != "call_analyzed":
            call.pop("call_analysis", None)
        return json.dumps({"event": event, "call": call}).encode()

    # --- what happens on the line, for tests -----------------------------------------------------------------

    def answer_call(self, call_id: str) -> None:
        """The callee picked up."""
        self.calls[call_id] |= {"call_status": "ongoing", "start_timestamp": _now() - 30 * _SECOND}

    def finish_call(self, call_id: str, reason: str = "user_hangup", **fields: Any) -> None:
        """The call is over: with what was said, what it cost and what came of it."""
        never = reason.startswith("dial_") or reason in {"user_declined", "invalid_destination"}
        call = self.calls[call_id]
        call |= {
            "call_status": "not_connected" if never else "ended",
            "disconnection_reason": reason,
            "call_cost": {
                "combined_cost": 0 if never else 12.5,
                "product_costs": []
                if never
                else [
                    {"product": "elevenlabs_tts", "cost": 7.25, "unit_price": 0.241667},
                    {"product": "gpt_4_1", "cost": 5.25, "unit_price": 0.175},
                ],
                "total_duration_seconds": 0 if never else 30,
                "total_duration_unit_price": 0.416667,
            },
            "call_analysis": {"custom_analysis_data": {}},
        }
        if not never:
            call.setdefault("start_timestamp", _now() - 30 * _SECOND)
            call |= {
                "end_timestamp": call["start_timestamp"] + 30 * _SECOND,
                "duration_ms": 30 * _SECOND,
                "transcript": "Agent: Hello!\nUser: Hi.\n",
                "transcript_object": [
                    {"role": "agent", "content": "Hello!", "words": [_word("Hello!", 0.5, 0.9)]},
                    {"role": "user", "content": "Hi.", "words": [_word("Hi.", 1.5, 1.75)]},
                ],
                "latency": {"e2e": _percentiles(800)},
                "call_analysis": {
                    "call_summary": "They greeted.",
                    "call_successful": True,
                    "user_sentiment": "Positive",
                    "in_voicemail": False,
                    "custom_analysis_data": {"interested": True},
                },
            }
        call |= fields

    def record_call(self, call_id: str, audio: bytes) -> None:
        """The recording can be fetched from its link."""
        path = f"/recordings/{call_id}.wav"
        self.calls[call_id]["recording_url"] = self.base_url + path
        self.files[path] = audio

    # --- operations --------------------------------------------------------------------------------------------

    def routes(self) -> Mapping[str, Any]:
        return {
            "POST /v2/create-phone-call": self._dial,
            "POST /v3/create-web-call": self._web_call,
            "GET /v2/get-call/{call_id}": lambda asked: Reply(self._call(asked.values["call_id"])),
            "POST /v3/list-calls": self._list_calls,
            "POST /v2/stop-call/{call_id}": self._stop,
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
            "GET /v2/list-phone-numbers": lambda asked: self._page(list(self.numbers.values()), asked.query),
            "GET /get-phone-number/{phone_number}": lambda asked: Reply(self._number(asked)),
            "PATCH /update-phone-number/{phone_number}": self._bind,
            "GET /list-voices": lambda _asked: Reply(self.voices),
            "POST /clone-voice": self._clone,
            "GET /get-concurrency": lambda _asked: Reply(
                {"current_concurrency": self._running(), "concurrency_limit": 20, "base_concurrency": 20}
            ),
            "GET /get-api-key-info": lambda _asked: Reply({"org_id": "org_1", "org_name": "Sol"}),
        }

    def _dial(self, asked: Request) -> Reply:
        body = asked.body
        agent_id, version = self._agent_for(body["override_agent_id"], body.get("override_agent_version"))
        if body["from_number"] not in self.numbers:
            raise Refusal(404, "no such number")
        key = body.get("idempotency_key")
        if key in self.orders:
            return Reply(self.calls[self.orders[key]], 201)
        call_id = f"call_{next(self._ids)}"
        self.calls[call_id] = {
            **{name: value for name, value in body.items() if name not in _PLACING},
            "call_id": call_id,
            "call_type": "phone_call",
            "call_status": "registered",
            "direction": "outbound",
            "agent_id": agent_id,
            "agent_version": version,
        }
        if key:
            self.orders[key] = call_id
        return Reply(self.calls[call_id], 201)

    def _web_call(self, asked: Request) -> Reply:
        agent_id, version = self._agent_for(asked.body["agent_id"], asked.body.get("agent_version"))
        call_id = f"call_{next(self._ids)}"
        self.calls[call_id] = {
            "call_id": call_id,
            "call_type": "web_call",
            "call_status": "registered",
            "access_token": "ey_token",
            "agent_id": agent_id,
            "agent_version": version,
            "metadata": asked.body.get("metadata"),
        }
        return Reply(
            {
                "call_id": call_id,
                "access_token": "ey_token",
                "transport": "gateway",
                "ice_servers": [],
                "expires_at": _now(),
            },
            201,
        )

    def _list_calls(self, asked: Request) -> Reply:
        criteria = asked.body.get("filter_criteria", {})
        found = [call for call in self.calls.values() if _matches(call, criteria)]
        bare = [
            {name: value for name, value in call.items() if not name.startswith("transcript")}
            for call in found
        ]
        return self._page(bare, asked.body)

    def _stop(self, asked: Request) -> Reply:
        call = self._call(asked.values["call_id"])
        if call["call_status"] != "ongoing":
            raise Refusal(422, "not ongoing")
        self.finish_call(call["call_id"], "manual_stopped")
        return Reply(status=204)

    def _create_agent(self, asked: Request) -> Reply:
        self._check_engine(asked.body["response_engine"])
        agent_id = f"agent_{next(self._ids)}"
        self.agents[agent_id] = {0: self._stamped(asked.body, agent_id=agent_id, version=0)}
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
        agent |= asked.body | {"last_modification_timestamp": _now()}
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
                "user_modified_timestamp": _now(),
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

    def _bind(self, asked: Request) -> Reply:
        number = self._number(asked)
        for bound in asked.body.get("inbound_agents") or ():
            self._agent_for(bound["agent_id"], bound.get("agent_version"))
        number |= asked.body
        return Reply(number)

    def _clone(self, _asked: Request) -> Reply:
        voice = self.voices[0] | {"voice_id": f"custom_voice_{next(self._ids)}", "voice_name": "Ours"}
        self.voices.append(voice)
        return Reply(voice, 201)

    # --- parts -------------------------------------------------------------------------------------------------

    def _call(self, call_id: str) -> dict[str, Any]:
        if call_id not in self.calls:
            raise Refusal(422, "asset not found")
        return self.calls[call_id]

    def _number(self, asked: Request) -> dict[str, Any]:
        found = self.numbers.get(asked.values["phone_number"])
        if found is None:
            raise Refusal(422, "asset not found")
        return found

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
        return {**body, "last_modification_timestamp": _now(), "is_published": False, **fields}

    def _page(self, items: list[dict[str, Any]], query: Mapping[str, Any]) -> Reply:
        start = int(query.get("pagination_key", 0))
        end = start + min(int(query.get("limit", self.page)), self.page)
        more = {"pagination_key": str(end)} if end < len(items) else {}
        return Reply({"items": items[start:end], "has_more": bool(more), **more})

    def _running(self) -> int:
        return sum(call["call_status"] == "ongoing" for call in self.calls.values())


def _matches(call: dict[str, Any], criteria: dict[str, Any]) -> bool:
    metadata = call.get("metadata") or {}
    if any(metadata.get(one["key"]) != one["value"] for one in criteria.get("metadata", ())):
        return False
    between = criteria.get("start_timestamp")
    if between is None:
        return True
    low, high = between["value"]
    return low <= call.get("start_timestamp", -1) <= high


def _word(word: str, start: float, end: float) -> dict[str, Any]:
    return {"word": word, "start": start, "end": end}


def _percentiles(middle: float) -> dict[str, Any]:
    return {
        "p50": middle,
        "p90": middle * 2,
        "p95": middle * 2,
        "p99": middle * 3,
        "min": 1,
        "max": 9,
        "num": 4,
    }
