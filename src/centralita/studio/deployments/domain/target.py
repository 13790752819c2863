"""Where an agent can run: a platform, and whose brain answers there."""

from enum import StrEnum
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from centralita.kit.errors import Invalid
from centralita.providers.voice.platforms import VoicePlatform


class Mode(StrEnum):
    """Who thinks in a call.

    `brain`: the platform's voice with our engine behind it. `native`: the platform's own model with our prompt. `flow`: the
    platform's own model walking our flow, node by node.
    """

    BRAIN = "brain"
    NATIVE = "native"
    FLOW = "flow"


class Target(StrEnum):
    """What a version compiles into."""

    RETELL_BRAIN = "retell_brain"
    RETELL_NATIVE = "retell_native"
    RETELL_FLOW = "retell_flow"
    ELEVENLABS_BRAIN = "elevenlabs_brain"
    ELEVENLABS_NATIVE = "elevenlabs_native"
    SANDBOX = "sandbox"


class ModeNotThere(Invalid):
    """The platform has no such mode. Data: `platform`, `mode`."""

    code = "deployment_mode_not_there"


_TARGETS: Final[dict[tuple[VoicePlatform, Mode], Target]] = {
    (VoicePlatform.RETELL, Mode.BRAIN): Target.RETELL_BRAIN,
    (VoicePlatform.RETELL, Mode.NATIVE): Target.RETELL_NATIVE,
    (VoicePlatform.RETELL, Mode.FLOW): Target.RETELL_FLOW,
    (VoicePlatform.ELEVENLABS, Mode.BRAIN): Target.ELEVENLABS_BRAIN,
    (VoicePlatform.ELEVENLABS, Mode.NATIVE): Target.ELEVENLABS_NATIVE,
    (VoicePlatform.SANDBOX, Mode.BRAIN): Target.SANDBOX,
}


def target_of(platform: VoicePlatform, mode: Mode) -> Target:
    """The target of a mode at a platform. Raises ModeNotThere."""
    target = _TARGETS.get((platform, mode))
    if target is None:
        raise ModeNotThere(field="mode", platform=platform.value, mode=mode.value)
    return target


class Voice(BaseModel):
    """Who speaks, and how. What is left out is as the platform has it; each platform knows some of these only."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(max_length=200)] = ""
    name: Annotated[str, Field(max_length=200)] = ""
    speed: Annotated[float, Field(ge=0.5, le=2)] | None = None
    stability: Annotated[float, Field(ge=0, le=1)] | None = None
    similarity: Annotated[float, Field(ge=0, le=1)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    volume: Annotated[float, Field(ge=0, le=2)] | None = None
