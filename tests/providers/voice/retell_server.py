"""Retell on loopback: agents in versions, engines, calls, numbers and voices."""

import json
from collections.abc import Mapping
from typing import Any

from tests.providers.voice.retell_agents import RetellAgents, now_ms
from tests.providers.voice.servers import Refusal, Reply, Request

from centralita.kit.outbound import Outbound
from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.provider import VoiceProvider

# The body's words that are about the request, not about the thing.
_PLACING = ("idempotency_key", "override_agent_id", "override_agent_version", "agent_override")
_SECOND = 1000


class RetellServer(RetellAgents):
    """`calls`, `agents`, `engines`, `numbers` and `voices` may be looked at and changed by tests."""

    platform = VoicePlatform.RETELL
    spec_file = "retell.sdk-6.2.13.openapi.json"
    dialling = frozenset({"POST /v2/create-phone-call"})
    number = "+12137774445"

    def __init__(self) -> None:
        super().__init__()
        self.calls: dict[str, dict[str, Any]] = {}
        self.orders: dict[str, str] = {}
        self.knowledge: dict[str, dict[str, Any]] = {}
        # Who listens to which call.
        self.listeners: dict[str, str] = {}
        self.numbers: dict[str, dict[str, Any]] = {
            number: {
                "phone_number": number,
                "phone_number_type": "retell-twilio",
                "nickname": "Front desk",
                "last_modification_timestamp": now_ms(),
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
        self.calls[call_id] |= {"call_status": "ongoing", "start_timestamp": now_ms() - 30 * _SECOND}

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
            call.setdefault("start_timestamp", now_ms() - 30 * _SECOND)
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
            "POST /v2/listen-live-call/{call_id}": self._listen,
            "POST /v2/take-over-live-call/{call_id}": self._take_over,
            **self.agent_routes(),
            "POST /create-knowledge-base": self._keep,
            "GET /list-knowledge-bases": lambda _asked: Reply(list(self.knowledge.values())),
            "DELETE /delete-knowledge-base/{knowledge_base_id}": self._forget,
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
                "expires_at": now_ms(),
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

    def _keep(self, asked: Request) -> Reply:
        form = asked.body.decode(errors="replace")
        name = form.partition('name="knowledge_base_name"')[2].strip().split("\r\n")[0].strip()
        assert len(name) < 40, name
        base = {
            "knowledge_base_id": f"knowledge_base_{next(self._ids)}",
            "knowledge_base_name": name,
            "status": "in_progress",
        }
        self.knowledge[base["knowledge_base_id"]] = base
        return Reply(base, 201)

    def _forget(self, asked: Request) -> Reply:
        if self.knowledge.pop(asked.values["knowledge_base_id"], None) is None:
            raise Refusal(422, "asset not found")
        return Reply(status=204)

    def _listen(self, asked: Request) -> Reply:
        call = self._call(asked.values["call_id"])
        if call["call_status"] != "ongoing":
            raise Refusal(422, "not ongoing")
        participant = f"listener_{next(self._ids)}"
        self.listeners[participant] = call["call_id"]
        return Reply(
            {
                "access_token": "ey_listen",
                "participant_id": participant,
                "room_name": f"room_{call['call_id']}",
                "expires_at": now_ms() + 60 * _SECOND,
                "transport": "gateway",
                "ice_servers": [],
            }
        )

    def _take_over(self, asked: Request) -> Reply:
        call = self._call(asked.values["call_id"])
        if (
            call["call_status"] != "ongoing"
            or self.listeners.get(asked.body["participant_id"]) != call["call_id"]
        ):
            raise Refusal(422, "no such listener")
        self.finish_call(call["call_id"], "call_take_over")
        return Reply({"success": True})

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
