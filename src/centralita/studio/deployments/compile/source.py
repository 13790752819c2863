"""All that a compilation looks at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from centralita.engine import Blueprint
from centralita.studio.deployments.compile.calling import OwnTool
from centralita.studio.deployments.compile.knowledge import NONE, Knowledge
from centralita.studio.deployments.domain.target import Voice

_LOOPBACK = ("localhost", "127.", "0.0.0.0", "[::1]", "::1")  # noqa: S104 - told apart, not listened on


@dataclass(frozen=True, slots=True)
class Source:
    """A version with the business's facts in it, and how it is to run.

    `public_url` is where the platform can reach us; `token` opens the brain for this deployment alone; `hook` is the
    whole address of the account's webhook; `knowledge` is what the agent's documents say; `webhook_id`
    is what the platform calls that webhook where agents name it.
    """

    name: str
    agent_id: str
    version_id: str
    blueprint: Blueprint
    voice: Voice
    max_minutes: int
    public_url: str
    token: str
    hook: str
    knowledge: Knowledge = NONE
    webhook_id: str = ""
    # By name; only where the platform's own model is to call them.
    tools: Mapping[str, OwnTool] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language that the agent begins in."""
        return self.blueprint.main_language

    @property
    def reachable(self) -> bool:
        """Whether a platform on the internet can reach us, safely."""
        parts = urlsplit(self.public_url)
        host = parts.hostname or ""
        return parts.scheme == "https" and "." in host and not host.startswith(_LOOPBACK)

    @property
    def calls_us(self) -> bool:
        """Whether the platform can ask us to run a tool: not from where an agent is taken by hand."""
        return bool(self.hook) and self.reachable

    def address(self, scheme: str, path: str) -> str:
        """An address of ours for the platform."""
        return f"{scheme}://{urlsplit(self.public_url).netloc}{path}"
