"""Where an agent is at a platform: a port, since deployments have a slice of their own."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Deployed:
    """An agent of ours at an account: `remote_agent` is the platform's id."""

    agent_id: UUID
    remote_agent: str


class Deployments(Protocol):
    """Both run inside the organization's scope."""

    def deployment_of(self, agent_id: UUID, account_id: UUID) -> Deployed | None:
        """Where an agent can take calls at an account; None where it is not deployed."""
        ...

    def agent_behind(self, account_id: UUID, remote_agent: str) -> UUID | None:
        """Which agent of ours a platform's agent is; None for one that we did not deploy."""
        ...


class NoDeployments:
    """Nothing is deployed anywhere."""

    def deployment_of(self, agent_id: UUID, account_id: UUID) -> Deployed | None:
        """Nowhere."""
        return None

    def agent_behind(self, account_id: UUID, remote_agent: str) -> UUID | None:
        """None of ours."""
        return None


class _Registered:
    """The port that is in use. `config` fills it in."""

    port: Deployments = NoDeployments()


def register(port: Deployments) -> Deployments:
    """Use this port from now on; the one before."""
    before, _Registered.port = _Registered.port, port
    return before


def deployments() -> Deployments:
    """The port in use."""
    return _Registered.port
