"""ElevenLabs on loopback: agents, conversations, numbers, voices and the workspace's webhook."""

import json
from collections.abc import Mapping
from typing import Any

from tests.providers.voice.elevenlabs_workspace import USER, ElevenLabsWorkspace, now_seconds
from tests.providers.voice.servers import Refusal, Reply, Request

from centralita.kit.outbound import Outbound
from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.provider import VoiceProvider


class ElevenLabsServer(ElevenLabsWorkspace):
    """`conversations`, `agents`, `numbers`, `voices`, `webhooks` and `settings` may be looked at and changed."""

    platform = VoicePlatform.ELEVENLABS
    spec_file = "elevenlabs.openapi.json"
    dialling = frozenset({"POST /v1/convai/twilio/outbound-call", "POST /v1/convai/sip-trunk/outbound-call"})
    number = "phnum_1"

    def __init__(self) -> None:
        super().__init__()
        self.conversations: dict[str, dict[str, Any]] = {}
        self.numbers: dict[str, dict[str, Any]] = {
            "phnum_1": _number("phnum_1", "+34910000001", "twilio"),
            "phnum_2": _number("phnum_2", "+34910000002", "sip_trunk"),
        }
        self.audio: dict[str, bytes] = {}
        self.knowledge: dict[str, dict[str, Any]] = {}
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
        return json.dumps({"type": event, "event_timestamp": now_seconds(), "data": data}).encode()

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
        number = "/v1/convai/phone-numbers/{phone_number_id}"
        conversation = "/v1/convai/conversations/{conversation_id}"
        return {
            **self.workspace_routes(),
            "POST /v1/convai/twilio/outbound-call": lambda asked: self._dial(asked, "callSid"),
            "POST /v1/convai/sip-trunk/outbound-call": lambda asked: self._dial(asked, "sip_call_id"),
            "GET /v1/convai/conversation/get-signed-url": self._signed_url,
            "GET /v1/convai/conversations": self._list_conversations,
            f"GET {conversation}": lambda asked: Reply(self._conversation(asked)),
            f"GET {conversation}/audio": self._audio,
            "GET /v1/convai/phone-numbers": lambda _asked: Reply(list(self.numbers.values())),
            f"GET {number}": lambda asked: Reply(self._number(asked)),
            f"PATCH {number}": self._bind,
            "GET /v1/convai/analytics/live-count": lambda _asked: Reply({"count": self._running()}),
            "POST /v1/convai/knowledge-base/text": self._keep,
            "GET /v1/convai/knowledge-base": self._list_kept,
            "DELETE /v1/convai/knowledge-base/{documentation_id}": self._forget,
            "GET /v1/user": lambda _asked: Reply(USER),
        }

    def _keep(self, asked: Request) -> Reply:
        made = {"id": f"doc_{next(self._ids)}", "name": asked.body["name"], "folder_path": []}
        self.knowledge[made["id"]] = made | {"text": asked.body["text"]}
        return Reply(made)

    def _list_kept(self, asked: Request) -> Reply:
        found = [one for one in self.knowledge.values() if asked.query.get("search", "") in one["name"]]
        begin = int(asked.query.get("cursor") or 0)
        more = begin + self.page < len(found)
        documents = [
            {
                "id": one["id"],
                "name": one["name"],
                "type": "text",
                "metadata": {"created_at_unix_secs": 1, "last_updated_at_unix_secs": 1, "size_bytes": 1},
                "supported_usages": ["auto", "prompt"],
                "access_info": {
                    "is_creator": True,
                    "creator_name": "",
                    "creator_email": "",
                    "role": "admin",
                    "anonymous_access_level_override": None,
                    "access_source": None,
                },
                "dependent_agents": [],
            }
            for one in found[begin : begin + self.page]
        ]
        return Reply(
            {
                "documents": documents,
                "has_more": more,
                "next_cursor": str(begin + self.page) if more else None,
            }
        )

    def _forget(self, asked: Request) -> Reply:
        if self.knowledge.pop(asked.values["documentation_id"], None) is None:
            raise Refusal(404, "no such document")
        return Reply({})

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
                "start_time_unix_secs": now_seconds(),
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

    def _signed_url(self, asked: Request) -> Reply:
        agent_id = asked.query["agent_id"]
        self._agent(agent_id)
        host = "wss://api.elevenlabs.io/v1/convai/conversation"
        return Reply({"signed_url": f"{host}?agent_id={agent_id}&conversation_signature=cvtkn_1"})

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

    def _bind(self, asked: Request) -> Reply:
        number = self._number(asked)
        if "agent_id" in asked.body:
            agent_id = asked.body["agent_id"]
            agent = self._agent(agent_id) if agent_id else None
            number["assigned_agent"] = {"agent_id": agent_id, "agent_name": agent["name"]} if agent else None
        return Reply(number)

    # --- parts -------------------------------------------------------------------------------------------------

    def _conversation(self, asked: Request) -> dict[str, Any]:
        found = self.conversations.get(asked.values["conversation_id"])
        if found is None:
            raise Refusal(404, "no such conversation")
        return found

    def _number(self, asked: Request) -> dict[str, Any]:
        found = self.numbers.get(asked.values["phone_number_id"])
        if found is None:
            raise Refusal(404, "no such number")
        return found

    def _running(self) -> int:
        return sum(one["status"] == "in-progress" for one in self.conversations.values())


def _number(number_id: str, number: str, provider: str) -> dict[str, Any]:
    made = {"phone_number_id": number_id, "phone_number": number, "label": "Desk", "provider": provider}
    return made | ({"livekit_stack": "standard"} if provider == "sip_trunk" else {})
