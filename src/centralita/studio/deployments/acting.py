"""What is done at the platform for a deployment, outside of any transaction: each step may be done again."""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from centralita.providers.voice.catalogue import RemoteAgent
from centralita.providers.voice.errors import VoiceThingMissing
from centralita.providers.voice.provider import VoiceProvider
from centralita.studio.deployments.domain.drift import differences


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done at the platform, as it was wanted when the deployment was claimed."""

    claim: UUID
    account_id: UUID
    goal: str
    wanted: int
    marker: str
    remote: str
    adopted: bool
    config: Mapping[str, Any]
    version_id: UUID | None
    number: int | None
    unbound: tuple[str, ...]
    base: Mapping[str, Any] | None
    pushing: tuple[Mapping[str, Any], ...]
    overwrite: bool
    told: str = ""
    error: str = ""
    # Below it a platform asks us before each call to a number.
    hook: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it. `remote` is None where there is no agent any more."""

    remote: RemoteAgent | None
    unbound: tuple[str, ...] = ()
    drifted: bool = False


def act(provider: VoiceProvider, plan: Plan, keep: Callable[[tuple[str, ...]], None]) -> Done:
    """Bring the platform to what is planned. `keep` is told of numbers before they are taken off. Raises VoiceErrors."""
    match plan.goal:
        case "live":
            changed_there = _changed_there(provider, plan)
            if changed_there is not None:
                return Done(changed_there, plan.unbound, drifted=True)
            remote = _write(provider, plan)
            for number in plan.unbound:
                # A number that was given back meanwhile is nobody's loss.
                with contextlib.suppress(VoiceThingMissing):
                    provider.bind_number(number, remote.id)
            return Done(remote)
        case "paused":
            return _silence(provider, plan, keep)
        case _:
            _remove(provider, plan)
            return Done(None)


def _write(provider: VoiceProvider, plan: Plan) -> RemoteAgent:
    """The agent there with our configuration: the known one, else the one of our marker, else a new one."""
    if plan.remote:
        try:
            return provider.update_agent(plan.remote, plan.config)
        except VoiceThingMissing as missing:
            if missing.data.get("kind", "agent") != "agent":
                raise
    twins = sorted(found.id for found in provider.find_agents(plan.marker))
    for twin in twins[1:]:
        provider.delete_agent(twin)
    if twins:
        return provider.update_agent(twins[0], plan.config)
    return provider.create_agent(plan.config, plan.marker)


def _changed_there(provider: VoiceProvider, plan: Plan) -> RemoteAgent | None:
    """The agent as it is there, when another hand has changed it since we wrote it last."""
    if not plan.remote or plan.base is None or plan.overwrite:
        return None
    try:
        there = provider.read_agent(plan.remote)
    except VoiceThingMissing:
        return None
    return there if differences(plan.base, there.config, plan.config, plan.pushing) else None


def _silence(provider: VoiceProvider, plan: Plan, keep: Callable[[tuple[str, ...]], None]) -> Done:
    """Take the agent off its numbers; `keep` remembers which before it is done."""
    remote = plan.remote or next((found.id for found in provider.find_agents(plan.marker)), "")
    if not remote:
        return Done(None)
    bound = [number.id for number in provider.list_numbers() if number.inbound_agent == remote]
    unbound = tuple(dict.fromkeys((*plan.unbound, *bound)))
    if bound:
        keep(unbound)
    for number in bound:
        provider.bind_number(number, "")
    return Done(RemoteAgent(remote, ""), unbound)


def _remove(provider: VoiceProvider, plan: Plan) -> None:
    _ask_no_more(provider, plan)
    if plan.remote and not plan.adopted:
        provider.delete_agent(plan.remote)
    for found in provider.find_agents(plan.marker):
        if found.id != plan.remote:
            provider.delete_agent(found.id)


def _ask_no_more(provider: VoiceProvider, plan: Plan) -> None:
    """Its numbers ask us nothing any more: nobody here would know who answers them."""
    if not plan.remote or not plan.hook:
        return
    for number in provider.list_numbers():
        if number.inbound_agent == plan.remote and number.asks.startswith(plan.hook):
            provider.bind_number(number.id, plan.remote if plan.adopted else "", "")
