"""One call for every target."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from centralita.studio.deployments.compile import elevenlabs, flow, retell, sandbox
from centralita.studio.deployments.compile.losses import NATIVE, Loss, losses_of
from centralita.studio.deployments.compile.source import Source
from centralita.studio.deployments.domain.target import Target

_BUILDERS: Final[Mapping[Target, Callable[[Source], dict[str, Any]]]] = {
    Target.RETELL_BRAIN: retell.brain,
    Target.RETELL_NATIVE: retell.native,
    Target.RETELL_FLOW: flow.flow,
    Target.ELEVENLABS_BRAIN: elevenlabs.brain,
    Target.ELEVENLABS_NATIVE: elevenlabs.native,
    Target.SANDBOX: sandbox.brain,
}


@dataclass(frozen=True, slots=True)
class Compiled:
    """The platform's own JSON for the agent, and what it does not say of ours."""

    config: dict[str, Any]
    losses: tuple[Loss, ...]
    # Of the documents' text that is in it; empty where they are not.
    told: str = ""
    # The documents that the platform keeps beside it.
    apart: tuple[tuple[str, str], ...] = ()

    @property
    def blocking(self) -> tuple[Loss, ...]:
        """What keeps it from being published."""
        return tuple(loss for loss in self.losses if loss.blocking)


def compile_agent(target: Target, source: Source) -> Compiled:
    """Never raises; the same source always gives the same."""
    told = source.knowledge.digest if target in NATIVE else ""
    apart = source.knowledge.apart if target in NATIVE else ()
    return Compiled(_BUILDERS[target](source), losses_of(target, source), told, apart)
