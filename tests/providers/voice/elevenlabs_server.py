"""ElevenLabs on loopback: agents, conversations, numbers, voices and the workspace's webhook."""

import json
import time
from collections.abc import Mapping
from copy import deepcopy
from itertools import count
from typing import Any

from tests.providers.voice.servers import PlatformServer, Refusal, Reply, Request

from centralita.kit.outbound import Outbound
from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.provider import VoiceProvider


def _now() -> int:
    return int(time.time())


class ElevenLabsServer(PlatformServer):
    """`conversations`, `agents`, `numbers`, `voices`, `webhooks` and `settings` may be looked at and changed."""

    platform = VoicePlatform.ELEVENLABS
    spec_file = "elevenlabs.openapi.json"
    dialling = frozenset({"POST /v1/convai/twilio/outbound-call", "POST /v1/convai/sip-trunk/outbound-call"})
    number = "phnum_1"
    # A page of the lists, small so that tests turn pages.
    page = 3

    def __init__(self) -> None:
        super().__init__()
        self._ids = count(1)
        self.conversations: dict[str, dict[str, Any]] = {}
        self.agents: dict[str, dict[str, Any]] = {}
        self.numbers: dict[str, dict[str, Any]] = {
            "phnum_1": _number("phnum_1", "+34910000001", "twilio"),
            "phnum_2": _number("phnum_2", "+34910000002", "sip_trunk"),
        }
        self.voices = [
            {
                "voice_id": f"voice{index}",
                "name": f"Voice {index}",
                "category": "premade",
                "labels": {"gender": "female", "accent": "american", "age": "young", "language": "en"},
                "available_for_tiers": [],
                "high_quality_base_model_ids": [],
                "preview_url": f"https://example.com/{index}.mp3",
            }
            for index in range(7)
        ]
        self.webhooks: dict[str, dict[str, Any]] = {}
        self.settings: dict[str, Any] = {"webhooks": {"events": []}}
        self.audio: dict[str, bytes] = {}
        # What the platform answers to an order it took: it may keep the id to itself, or say that it failed.
        self.tells_id = True
        self.takes_orders = True

    def provider(self, outbound: Outbound | None = None, key: str = "") -> VoiceProvider:
        from centralita.providers.voice.elevenlabs.provider import ElevenLabsProvider

        return ElevenLabsProvider(
            {**self.credentials, "api_key": key or self.key}, outbound or self.outbound()
        )

    def knows(self, headers: Mapping[str, str]) -> bool:
        return headers.get("xi-api-key") == self.key

    def error_body(self, status: int, message: str) -> Any:
        if status == 422:
            return {"detail": [{"loc": ["body"], "msg": message, "type": "value_error"}]}
        return {"detail": {"status": "error", "message": message}}

    def webhook(self, event: str, call_id: str) -> bytes:
        data = self.conversations[call_id]
        if event == "call_initiation_failure":
            data = {
                "agent_id": data["agent_id"],
                "conversation_id": call_id,
                "failure_reason": "no-answer",
                "user_id": data.get("user_id"),
                "metadata": {"type": "twilio", "body": {"CallSid": "CA1", "CallStatus": "no-answer"}},
            }
        return json.dumps({"type": event, "event_timestamp": _now(), "data": data}).encode()

    # --- what happens on the line, for tests -----------------------------------------------------------------

    def answer_call(self, call_id: str) -> None:
        """The callee picked up."""
        conversation = self.conversations[call_id]
        conversation["status"] = "in-progress"
        conversation["metadata"]["accepted_time_unix_secs"] = conversation["metadata"]["start_time_unix_secs"]

    def finish_call(self, call_id: str, reason: str = "Client disconnected: 1000", **fields: Any) -> None:
        """The call is over: with what was said, what it cost and what came of it."""
        conversation = self.conversations[call_id]
        conversation["status"] = "done"
        conversation["transcript"] = [
            {"role": "agent", "message": "Hello!", "time_in_call_secs": 0},
            {
                "role": "user",
                "message": "Hi.",
                "time_in_call_secs": 2,
                "conversation_turn_metrics": {"metrics": {"convai_llm_service_ttfb": {"elapsed_time": 0.4}}},
            },
        ]
        conversation["metadata"] |= {
            "call_duration_secs": 30,
            "termination_reason": reason,
            "cost": 311,
            "cost_fiat": 0.125,
            "charging": {"llm_price": 0.025, "platform_price": 0.1},
        }
        conversation["analysis"] = {
            "call_successful": "success",
            "transcript_summary": "They greeted.",
            "data_collection_results": {
                "interested": {
                    "data_collection_id": "interested",
                    "value": True,
                    "rationale": "They said so.",
                }
            },
        }
        conversation |= fields

    def record_call(self, call_id: str, audio: bytes) -> None:
        """The recording can be fetched."""
        self.conversations[call_id]["has_audio"] = True
        self.audio[call_id] = audio

    # --- operations --------------------------------------------------------------------------------------------

    def routes(self) -> Mapping[str, Any]:
        agent = "/v1/convai/agents/{agent_id}"
        number = "/v1/convai/phone-numbers/{phone_number_id}"
        conversation = "/v1/convai/conversations/{conversation_id}"
        return {
            "POST /v1/convai/twilio/outbound-call": lambda asked: self._dial(asked, "callSid"),
            "POST /v1/convai/sip-trunk/outbound-call": lambda asked: self._dial(asked, "sip_call_id"),
            "GET /v1/convai/conversation/token": self._token,
            "GET /v1/convai/conversations": self._list_conversations,
            f"GET {conversation}": lambda asked: Reply(self._conversation(asked)),
            f"GET {conversation}/audio": self._audio,
            "POST /v1/convai/agents/create": self._create_agent,
            "GET /v1/convai/agents": self._list_agents,
            f"GET {agent}": lambda asked: Reply(self._agent(asked.values["agent_id"])),
            f"PATCH {agent}": self._update_agent,
            f"DELETE {agent}": self._delete_agent,
            "GET /v1/convai/phone-numbers": lambda _asked: Reply(list(self.numbers.values())),
            f"GET {number}": lambda asked: Reply(self._number(asked)),
            f"PATCH {number}": self._bind,
            "GET /v2/voices": self._list_voices,
            "POST /v1/voices/add": self._clone,
            "POST /v1/text-to-speech/{voice_id}": self._speak,
            "GET /v1/convai/analytics/live-count": lambda _asked: Reply({"count": self._running()}),
            "GET /v1/workspace/webhooks": lambda _asked: Reply({"webhooks": list(self.webhooks.values())}),
            "POST /v1/workspace/webhooks": self._create_webhook,
            "PATCH /v1/workspace/webhooks/{webhook_id}": self._update_webhook,
            "GET /v1/convai/settings": lambda _asked: Reply(self.settings),
            "PATCH /v1/convai/settings": self._update_settings,
            "GET /v1/user": lambda _asked: Reply({"user_id": "u1", "subscription": {"tier": "creator"}}),
        }

    def _dial(self, asked: Request, sid: str) -> Reply:
        body = asked.body
        self._agent(body["agent_id"])
        number = self.numbers.get(body["agent_phone_number_id"])
        if number is None:
            raise Refusal(404, "no such number")
        if not self.takes_orders:
            return Reply({"success": False, "message": "no", "conversation_id": None, sid: None})
        sent = body.get("conversation_initiation_client_data") or {}
        conversation_id = f"conv_{next(self._ids)}"
        self.conversations[conversation_id] = {
            "conversation_id": conversation_id,
            "agent_id": body["agent_id"],
            "user_id": sent.get("user_id"),
            "status": "initiated",
            "transcript": [],
            "has_audio": False,
            "has_user_audio": False,
            "has_response_audio": False,
            "has_auxiliary_audio": False,
            "conversation_initiation_client_data": sent,
            "metadata": {
                "start_time_unix_secs": _now(),
                "call_duration_secs": 0,
                "cost_fiat": None,
                "phone_call": {
                    "type": "twilio",
                    "direction": "outbound",
                    "phone_number_id": number["phone_number_id"],
                    "agent_number": number["phone_number"],
                    "external_number": body["to_number"],
                    "call_sid": "CA1",
                    "stream_sid": "MZ1",
                },
            },
        }
        told = conversation_id if self.tells_id else None
        return Reply({"success": True, "message": "ok", "conversation_id": told, sid: "CA1"})

    def _token(self, asked: Request) -> Reply:
        self._agent(asked.query["agent_id"])
        return Reply({"token": "ey_token", "conversation_id": f"conv_{next(self._ids)}"})

    def _list_conversations(self, asked: Request) -> Reply:
        query = asked.query
        found = [
            {
                "conversation_id": conversation["conversation_id"],
                "agent_id": conversation["agent_id"],
                "start_time_unix_secs": start,
                "call_duration_secs": conversation["metadata"]["call_duration_secs"],
                "message_count": len(conversation["transcript"]),
                "status": conversation["status"],
                "call_successful": "unknown",
                "direction": "outbound",
            }
            for conversation in self.conversations.values()
            if query.get("user_id") in {None, conversation["user_id"]}
            and int(query.get("call_start_after_unix", 0))
            <= (start := conversation["metadata"]["start_time_unix_secs"])
            <= int(query.get("call_start_before_unix", 1 << 40))
        ]
        return self._page("conversations", found, query)

    def _audio(self, asked: Request) -> Reply:
        conversation = self._conversation(asked)
        if not conversation["has_audio"]:
            raise Refusal(404, "no audio")
        return Reply(raw=self.audio[conversation["conversation_id"]])

    def _create_agent(self, asked: Request) -> Reply:
        agent_id = f"agent_{next(self._ids)}"
        self.agents[agent_id] = {
            "name": "",
            "tags": [],
            **{name: value for name, value in asked.body.items() if value is not None},
            "agent_id": agent_id,
            "version_id": f"agtvrsn_{next(self._ids)}",
            "metadata": {"created_at_unix_secs": _now(), "updated_at_unix_secs": _now()},
        }
        return Reply({"agent_id": agent_id})

    def _list_agents(self, asked: Request) -> Reply:
        access = {"is_creator": True, "creator_name": "A", "creator_email": "a@example.com", "role": "admin"}
        listed = [
            {
                "agent_id": agent["agent_id"],
                "name": agent["name"],
                "tags": agent["tags"],
                "created_at_unix_secs": _now(),
                "access_info": access,
            }
            for agent in self.agents.values()
        ]
        return self._page("agents", listed, asked.query)

    def _update_agent(self, asked: Request) -> Reply:
        agent = self._agent(asked.values["agent_id"])
        _merge(agent, asked.body)
        agent["version_id"] = f"agtvrsn_{next(self._ids)}"
        agent["metadata"]["updated_at_unix_secs"] = _now() + next(self._ids)
        return Reply(agent)

    def _delete_agent(self, asked: Request) -> Reply:
        self._agent(asked.values["agent_id"])
        del self.agents[asked.values["agent_id"]]
        return Reply({})

    def _bind(self, asked: Request) -> Reply:
        number = self._number(asked)
        if "agent_id" in asked.body:
            agent_id = asked.body["agent_id"]
            agent = self._agent(agent_id) if agent_id else None
            number["assigned_agent"] = {"agent_id": agent_id, "agent_name": agent["name"]} if agent else None
        return Reply(number)

    def _list_voices(self, asked: Request) -> Reply:
        start = int(asked.query.get("next_page_token", 0))
        end = start + self.page
        more = end < len(self.voices)
        return Reply(
            {
                "voices": self.voices[start:end],
                "has_more": more,
                "total_count": 0,
                "next_page_token": str(end) if more else None,
            }
        )

    def _clone(self, _asked: Request) -> Reply:
        voice = self.voices[0] | {"voice_id": f"clone{next(self._ids)}", "category": "cloned"}
        self.voices.append(voice)
        return Reply({"voice_id": voice["voice_id"], "requires_verification": False})

    def _speak(self, asked: Request) -> Reply:
        if asked.values["voice_id"] not in {voice["voice_id"] for voice in self.voices}:
            raise Refusal(404, "voice_not_found")
        return Reply(raw=b"ID3" + b"\0" * 100)

    def _create_webhook(self, asked: Request) -> Reply:
        settings = asked.body["settings"]
        webhook_id = f"wh_{next(self._ids)}"
        self.webhooks[webhook_id] = {
            "webhook_id": webhook_id,
            "name": settings["name"],
            "webhook_url": settings["webhook_url"],
            "is_disabled": False,
            "is_auto_disabled": False,
            "created_at_unix": _now(),
            "auth_type": "hmac",
        }
        return Reply({"webhook_id": webhook_id, "webhook_secret": f"wsec_{webhook_id}"})

    def _update_webhook(self, asked: Request) -> Reply:
        webhook = self.webhooks.get(asked.values["webhook_id"])
        if webhook is None:
            raise Refusal(404, "no such webhook")
        webhook |= {"is_disabled": asked.body["is_disabled"], "name": asked.body["name"]}
        if not asked.body["is_disabled"]:
            webhook["is_auto_disabled"] = False
        self.settings["retries"] = asked.body.get("retry_enabled")
        return Reply({"status": "ok"})

    def _update_settings(self, asked: Request) -> Reply:
        _merge(self.settings, asked.body)
        return Reply(self.settings)

    # --- parts -------------------------------------------------------------------------------------------------

    def _conversation(self, asked: Request) -> dict[str, Any]:
        found = self.conversations.get(asked.values["conversation_id"])
        if found is None:
            raise Refusal(404, "no such conversation")
        return found

    def _agent(self, agent_id: str) -> dict[str, Any]:
        if agent_id not in self.agents:
            raise Refusal(404, "no such agent")
        return self.agents[agent_id]

    def _number(self, asked: Request) -> dict[str, Any]:
        found = self.numbers.get(asked.values["phone_number_id"])
        if found is None:
            raise Refusal(404, "no such number")
        return found

    def _page(self, name: str, items: list[dict[str, Any]], query: Mapping[str, str]) -> Reply:
        start = int(query.get("cursor", 0))
        end = start + self.page
        more = end < len(items)
        return Reply({name: items[start:end], "has_more": more, "next_cursor": str(end) if more else None})

    def _running(self) -> int:
        return sum(one["status"] == "in-progress" for one in self.conversations.values())


def _number(number_id: str, number: str, provider: str) -> dict[str, Any]:
    made = {"phone_number_id": number_id, "phone_number": number, "label": "Desk", "provider": provider}
    return made | ({"livekit_stack": "standard"} if provider == "sip_trunk" else {})


def _merge(there: dict[str, Any], changes: dict[str, Any]) -> None:
    """As a PATCH does there: objects into each other, all else in its place."""
    for name, value in changes.items():
        if isinstance(value, dict) and isinstance(there.get(name), dict):
            _merge(there[name], value)
        elif value is not None:
            there[name] = deepcopy(value)
