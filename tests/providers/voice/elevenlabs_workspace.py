"""What an ElevenLabs workspace has besides calls and numbers, on loopback: agents, voices, its webhook."""

import time
from collections.abc import Mapping
from copy import deepcopy
from itertools import count
from typing import Any

from tests.providers.voice.servers import PlatformServer, Refusal, Reply, Request


def now_seconds() -> int:
    """Seconds since 1970, as ElevenLabs counts."""
    return int(time.time())


# Whose the key is, with all that the platform says of it.
USER: dict[str, Any] = {
    "user_id": "u1",
    "first_name": "Marta",
    "subscription": {
        "tier": "creator",
        "status": "active",
        "character_count": 1200,
        "character_limit": 100_000,
        "max_character_limit_extension": None,
        "max_credit_limit_extension": 0,
        "can_extend_character_limit": False,
        "allowed_to_extend_character_limit": False,
        "voice_slots_used": 7,
        "professional_voice_slots_used": 0,
        "professional_voice_slots_used_in_workspace": 0,
        "voice_limit": 30,
        "voice_add_edit_counter": 0,
        "professional_voice_limit": 1,
        "can_extend_voice_limit": False,
        "can_use_instant_voice_cloning": True,
        "can_use_professional_voice_cloning": True,
        "current_overage": {"amount": "0", "currency": "usd"},
    },
    "is_new_user": False,
    "can_use_delayed_payment_methods": False,
    "is_onboarding_completed": True,
    "is_onboarding_checklist_completed": True,
    "created_at": 0,
    "seat_type": "workspace_admin",
}


class ElevenLabsWorkspace(PlatformServer):
    """What is not about calls; `ElevenLabsServer` is the whole."""

    # A page of the lists, small so that tests turn pages.
    page = 3

    def __init__(self) -> None:
        super().__init__()
        self._ids = count(1)
        self.agents: dict[str, dict[str, Any]] = {}
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

    def workspace_routes(self) -> Mapping[str, Any]:
        """Operation → what answers it."""
        agent = "/v1/convai/agents/{agent_id}"
        return {
            "POST /v1/convai/agents/create": self._create_agent,
            "GET /v1/convai/agents": self._list_agents,
            f"GET {agent}": lambda asked: Reply(self._agent(asked.values["agent_id"])),
            f"PATCH {agent}": self._update_agent,
            f"DELETE {agent}": self._delete_agent,
            "GET /v2/voices": self._list_voices,
            "POST /v1/voices/add": self._clone,
            "POST /v1/text-to-speech/{voice_id}": self._speak,
            "GET /v1/workspace/webhooks": lambda _asked: Reply({"webhooks": list(self.webhooks.values())}),
            "POST /v1/workspace/webhooks": self._create_webhook,
            "PATCH /v1/workspace/webhooks/{webhook_id}": self._update_webhook,
            "GET /v1/convai/settings": lambda _asked: Reply(self.settings),
            "PATCH /v1/convai/settings": self._update_settings,
        }

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
            "created_at_unix": now_seconds(),
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

    def _create_agent(self, asked: Request) -> Reply:
        agent_id = f"agent_{next(self._ids)}"
        self.agents[agent_id] = {
            "name": "",
            "tags": [],
            **deepcopy({name: value for name, value in asked.body.items() if value is not None}),
            "agent_id": agent_id,
            "version_id": f"agtvrsn_{next(self._ids)}",
            "metadata": {"created_at_unix_secs": now_seconds(), "updated_at_unix_secs": now_seconds()},
        }
        _fill(self.agents[agent_id])
        return Reply({"agent_id": agent_id})

    def _list_agents(self, asked: Request) -> Reply:
        access = {"is_creator": True, "creator_name": "A", "creator_email": "a@example.com", "role": "admin"}
        listed = [
            {
                "agent_id": agent["agent_id"],
                "name": agent["name"],
                "tags": agent["tags"],
                "created_at_unix_secs": now_seconds(),
                "access_info": access,
            }
            for agent in self.agents.values()
        ]
        return self._page("agents", listed, asked.query)

    def _update_agent(self, asked: Request) -> Reply:
        agent = self._agent(asked.values["agent_id"])
        _merge(agent, asked.body)
        _fill(agent)
        agent["version_id"] = f"agtvrsn_{next(self._ids)}"
        agent["metadata"]["updated_at_unix_secs"] = now_seconds() + next(self._ids)
        return Reply(agent)

    def _delete_agent(self, asked: Request) -> Reply:
        self._agent(asked.values["agent_id"])
        del self.agents[asked.values["agent_id"]]
        return Reply({})

    def _agent(self, agent_id: str) -> dict[str, Any]:
        if agent_id not in self.agents:
            raise Refusal(404, "no such agent")
        return self.agents[agent_id]

    def _page(self, name: str, items: list[dict[str, Any]], query: Mapping[str, str]) -> Reply:
        start = int(query.get("cursor", 0))
        end = start + self.page
        more = end < len(items)
        return Reply({name: items[start:end], "has_more": more, "next_cursor": str(end) if more else None})


def _fill(agent: dict[str, Any]) -> None:
    """The platform writes its defaults beside what was wanted."""
    config = agent["conversation_config"]
    config.setdefault("turn", {}).setdefault("turn_timeout", 7)
    config.setdefault("agent", {}).setdefault("disable_first_message_interruptions", False)
    if "workflow" in agent:
        agent["workflow"].setdefault("prevent_subagent_loops", False)
        for node in agent["workflow"]["nodes"].values():
            node.setdefault("position", {"x": 0, "y": 0})


def _merge(there: dict[str, Any], changes: dict[str, Any]) -> None:
    """As a PATCH does there: objects into each other, all else in its place."""
    for name, value in changes.items():
        if isinstance(value, dict) and isinstance(there.get(name), dict):
            _merge(there[name], value)
        elif value is not None:
            there[name] = deepcopy(value)
