"""Names of the sandbox, and what an agent's configuration says to it."""

from dataclasses import dataclass
from typing import Any, Final, Self
from uuid import UUID

from centralita.kit.ids import MalformedId, from_text

CALL_PREFIX: Final = "sbc"
AGENT_PREFIX: Final = "sba"
# The topic under which the live plane hears that a call is to be made.
WAKE: Final = UUID("73616e64-626f-7821-8000-000000000001")
LONGEST_MINUTES: Final = 60
_DEFAULT_MINUTES: Final = 10


@dataclass(frozen=True, slots=True)
class Deployed:
    """What the sandbox reads of an agent's configuration; everything else is kept and given back.

    `{"agent": {"agent_id": "agt_…", "version_id": "agv_…", "voice": "es_clara" or {"id": …}, "language": "es",
    "max_minutes": 10}}`, or the same without the outer `agent`.
    """

    agent_id: UUID | None
    version_id: UUID | None
    voice: str
    language: str
    max_minutes: float

    @classmethod
    def read(cls, config: Any) -> Self:
        """Of whatever was deployed. What is missing or strange is left out."""
        agent = config.get("agent", config) if isinstance(config, dict) else {}
        agent = agent if isinstance(agent, dict) else {}
        voice = agent.get("voice") or agent.get("voice_id")
        voice = voice.get("id") if isinstance(voice, dict) else voice
        minutes = agent.get("max_minutes")
        if isinstance(minutes, bool) or not isinstance(minutes, int | float) or not minutes > 0:
            minutes = _DEFAULT_MINUTES
        return cls(
            agent_id=_id("agt", agent.get("agent_id")),
            version_id=_id("agv", agent.get("version_id")),
            voice=voice if isinstance(voice, str) else "",
            language=str(agent.get("language") or "")[:16],
            max_minutes=min(float(minutes), LONGEST_MINUTES),
        )


def _id(prefix: str, text: Any) -> UUID | None:
    if not isinstance(text, str):
        return None
    try:
        return from_text(prefix, text) if text.startswith(f"{prefix}_") else UUID(text)
    except (MalformedId, ValueError):
        return None
