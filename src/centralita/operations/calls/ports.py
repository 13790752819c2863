"""What calls need of slices that they do not import: filled in one place, by `config` and by tests.

`deployments` knows which agents can take calls, `money` holds budgets, `read_snapshot` reads webhooks' bodies.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from centralita.kit.money import Money
from centralita.providers.voice.calls import CallSnapshot
from centralita.providers.voice.platforms import VoicePlatform


class Deployed(Protocol):
    """An agent at a voice account, able to take calls."""

    @property
    def id(self) -> UUID: ...
    @property
    def agent_id(self) -> UUID: ...
    @property
    def account_id(self) -> UUID: ...
    @property
    def platform(self) -> str: ...
    @property
    def mode(self) -> str: ...
    @property
    def version_id(self) -> UUID | None: ...
    @property
    def provider_agent_id(self) -> str: ...
    @property
    def provider_version(self) -> str: ...
    @property
    def voice_id(self) -> str: ...
    @property
    def voice_name(self) -> str: ...
    @property
    def max_minutes(self) -> int: ...


class Deployments(Protocol):
    """Which agents can take calls. Inside the organization's scope."""

    def live_deployments(self, agent_ids: Iterable[UUID] | None = None) -> Sequence[Deployed]: ...

    def deployment_of_agent(self, account_id: UUID, provider_agent_id: str) -> Deployed | None: ...


@dataclass(frozen=True, slots=True)
class UsageLine:
    """A part of what something cost."""

    item: str
    money: Money


class Budgets(Protocol):
    """Money that is set aside, spent and freed. Inside the scope and the caller's transaction."""

    def reserve(
        self,
        organization_id: UUID,
        *,
        source: str,
        source_id: UUID,
        amount: Money,
        scopes: Mapping[str, UUID],
    ) -> None: ...

    def hold_otherwise(
        self,
        organization_id: UUID,
        *,
        source: str,
        source_id: UUID,
        amount: Money,
        scopes: Mapping[str, UUID],
    ) -> None: ...

    def settle(
        self,
        organization_id: UUID,
        *,
        source: str,
        source_id: UUID,
        lines: Sequence[UsageLine],
        scopes: Mapping[str, UUID],
    ) -> None: ...

    def void(self, organization_id: UUID, *, source: str, source_id: UUID) -> None: ...


class SnapshotReader(Protocol):
    """Reads the body of a platform's webhook; None where it tells nothing of a call."""

    def __call__(self, platform: VoicePlatform, raw: bytes) -> CallSnapshot | None: ...


class NobodyDeployed:
    """No agent can take calls."""

    def live_deployments(self, agent_ids: Iterable[UUID] | None = None) -> Sequence[Deployed]:
        """None."""
        return ()

    def deployment_of_agent(self, account_id: UUID, provider_agent_id: str) -> Deployed | None:
        """None."""
        return None


class NoBudgets:
    """Nothing is limited."""

    def reserve(
        self,
        organization_id: UUID,
        *,
        source: str,
        source_id: UUID,
        amount: Money,
        scopes: Mapping[str, UUID],
    ) -> None:
        """Always possible."""

    def hold_otherwise(
        self,
        organization_id: UUID,
        *,
        source: str,
        source_id: UUID,
        amount: Money,
        scopes: Mapping[str, UUID],
    ) -> None:
        """Always possible."""

    def settle(
        self,
        organization_id: UUID,
        *,
        source: str,
        source_id: UUID,
        lines: Sequence[UsageLine],
        scopes: Mapping[str, UUID],
    ) -> None:
        """Nothing to do."""

    def void(self, organization_id: UUID, *, source: str, source_id: UUID) -> None:
        """Nothing to do."""


def reads_nothing(platform: VoicePlatform, raw: bytes) -> CallSnapshot | None:  # noqa: ARG001 - the port's shape
    """Stands in until readers are there."""
    return None


@dataclass(slots=True)
class Ports:
    """The neighbours of this process."""

    deployments: Deployments
    budgets: Budgets
    read_snapshot: SnapshotReader


PORTS = Ports(NobodyDeployed(), NoBudgets(), reads_nothing)
