"""What the contract needs of each platform to be tried on it: agents to make, and hands on its far side."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.providers.voice.elevenlabs_server import ElevenLabsServer
from tests.providers.voice.retell_server import RetellServer
from tests.providers.voice.servers import Fault, PlatformServer

from centralita.kit.ids import new_id
from centralita.providers.voice.calls import CallOrder
from centralita.providers.voice.memory import MemoryProvider
from centralita.providers.voice.provider import VoiceProvider

RETELL_CONFIG: dict[str, Any] = {
    "agent": {
        "agent_name": "Reception",
        "voice_id": "11labs-Adrian",
        "language": "es-ES",
        "voice_speed": 1.1,
        "webhook_url": "https://example.com/hooks/1",
        "webhook_events": ["call_started", "call_ended", "call_analyzed"],
    },
    "llm": {
        "start_speaker": "agent",
        "general_prompt": "You answer for a clinic.",
        "begin_message": "Hello, {{name}}!",
        "default_dynamic_variables": {"name": "there"},
        "general_tools": [
            {"type": "end_call", "name": "end_call", "description": "Ends the call"},
            {
                "type": "custom",
                "name": "free_slots",
                "description": "Free slots on a day",
                "url": "https://example.com/hooks/1/tools/agv_1/free_slots",
                "method": "POST",
                "args_at_root": False,
                "parameters": {
                    "type": "object",
                    "properties": {"day": {"type": "string"}},
                    "required": ["day"],
                },
                "timeout_ms": 20_000,
                "speak_during_execution": True,
                "execution_message_type": "static_text",
                "execution_message_description": "One moment.",
                "speak_after_execution": True,
                "response_variables": {"first_slot": "result.first_slot"},
            },
        ],
    },
}
ELEVENLABS_CONFIG: dict[str, Any] = {
    "name": "Reception",
    "conversation_config": {
        "agent": {
            "first_message": "Hello, {{name}}!",
            "language": "es",
            "prompt": {"prompt": "You answer for a clinic.", "llm": "gemini-2.5-flash"},
            "dynamic_variables": {"dynamic_variable_placeholders": {"name": "there"}},
        },
        "tts": {"voice_id": "voice1", "speed": 1.1},
    },
    "platform_settings": {"privacy": {"record_voice": True}},
    "tags": ["clinic"],
}


def edited(config: dict[str, Any], *path: str, to: Any) -> dict[str, Any]:
    """The configuration with one value changed."""
    name, *rest = path
    return {**config, name: edited(config.get(name, {}), *rest, to=to) if rest else to}


@dataclass
class Bench:
    """One platform with an adapter on it. `server` is None where there is no wire between."""

    provider: VoiceProvider
    config: dict[str, Any]
    other_config: dict[str, Any]
    number: str
    number_id: str
    server: PlatformServer | None
    dial_operation: str = ""
    read_operation: str = ""
    create_operations: tuple[str, ...] = ()
    audio: Callable[[str, bytes], None] = field(default=lambda _call, _audio: None)

    def agent(self) -> str:
        """A live agent's id."""
        return self.provider.create_agent(self.config, f"m{new_id().hex[:20]}").id

    def order(self, agent_id: str, our_call: UUID | None = None) -> CallOrder:
        return CallOrder(
            our_call or new_id(),
            agent_id,
            self.number,
            self.number_id,
            "+12025550123",
            variables={"name": "Ana"},
        )

    def fail(self, operation: str, fault: Fault, times: int = 1) -> None:
        assert self.server is not None
        self.server.fail(operation, fault, times)

    @property
    def dials(self) -> int:
        assert self.server is not None
        return self.server.dials


@contextmanager
def retell_bench() -> Iterator[Bench]:
    with RetellServer.running() as server:
        yield Bench(
            server.provider(),
            RETELL_CONFIG,
            edited(RETELL_CONFIG, "llm", "general_prompt", to="You sell."),
            server.number,
            server.number,
            server,
            "POST /v2/create-phone-call",
            "GET /v2/get-call/{call_id}",
            (
                "POST /v2/list-agents",
                "GET /v2/list-retell-llms",
                "POST /create-retell-llm",
                "POST /create-agent",
                "GET /get-agent/{agent_id}",
                "GET /get-retell-llm/{llm_id}",
                "POST /publish-agent-version/{agent_id}",
            ),
            server.record_call,
        )
        assert server.problems == []


@contextmanager
def elevenlabs_bench() -> Iterator[Bench]:
    with ElevenLabsServer.running() as server:
        yield Bench(
            server.provider(),
            ELEVENLABS_CONFIG,
            edited(ELEVENLABS_CONFIG, "conversation_config", "agent", "prompt", "prompt", to="You sell."),
            "+34910000001",
            server.number,
            server,
            "POST /v1/convai/twilio/outbound-call",
            "GET /v1/convai/conversations/{conversation_id}",
            (
                "GET /v1/convai/agents",
                "POST /v1/convai/agents/create",
                "GET /v1/convai/agents/{agent_id}",
            ),
            server.record_call,
        )
        assert server.problems == []


@contextmanager
def memory_bench() -> Iterator[Bench]:
    """The platform that others' tests are written on must keep the same promises."""
    config = {"name": "Reception", "prompt": "You answer for a clinic."}
    provider = MemoryProvider()
    number = next(iter(provider.state.numbers.values()))
    yield Bench(provider, config, edited(config, "prompt", to="You sell."), number.number, number.id, None)


@contextmanager
def sandbox_bench() -> Iterator[Bench]:
    """Our own platform, on the database; nobody makes its calls here."""
    from tests.people import make_member

    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.kit.ids import from_text
    from centralita.studio.sandbox.catalogue import NUMBERS
    from centralita.studio.voice_accounts.models import VoiceAccount
    from centralita.studio.voice_accounts.opening import open_provider

    member = make_member()
    made = member.api.post("/voice-accounts", {"kind": "sandbox", "label": "Sandbox", "credentials": {}})
    with tenant_scope(member.organization_id):
        provider = open_provider(VoiceAccount.objects.get(id=from_text("pac", made.json()["id"])))
    config = {"name": "Reception", "agent_id": "agt_1", "voice": {"id": "es_clara", "speed": 1.1}}
    number = next(iter(NUMBERS))
    yield Bench(provider, config, edited(config, "voice", "id", to="es_hugo"), number, number, None)
