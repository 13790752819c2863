"""What is done at the platform for a deployment, outside of any transaction: each step may be done again."""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from centralita.providers.voice.catalogue import KeptKnowledge, KnowledgeText, RemoteAgent
from centralita.providers.voice.errors import VoiceThingMissing
from centralita.providers.voice.provider import VoiceProvider
from centralita.studio.deployments.domain.drift import differences

# As much of it as a platform's name has room for.
_DIGEST: Final = 8


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
    # The documents, title and text, that it keeps beside the agent, and the digest of them.
    apart: tuple[tuple[str, str], ...] = ()
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
            kept = _kept(provider, plan)
            changed_there = _changed_there(provider, plan, kept)
            if changed_there is not None:
                return Done(changed_there, plan.unbound, drifted=True)
            known = _knowledge(provider, plan, kept)
            if known or kept:
                plan = replace(plan, config=provider.with_knowledge(plan.config, known))
            remote = _write(provider, plan)
            for old in kept:
                if old != known:
                    provider.delete_knowledge(old.id)
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


def _kept(provider: VoiceProvider, plan: Plan) -> tuple[KeptKnowledge, ...]:
    """What is kept beside the agent, also what a cut left behind."""
    return provider.list_knowledge(plan.marker) if provider.capabilities.keeps_knowledge else ()


def _knowledge(provider: VoiceProvider, plan: Plan, kept: tuple[KeptKnowledge, ...]) -> KeptKnowledge | None:
    """What the agent is to look things up in, made where it is not there yet; its name tells what is in it."""
    if not plan.apart or not provider.capabilities.keeps_knowledge:
        return None
    name = f"{plan.marker}.{plan.told[:_DIGEST]}"
    there = next((one for one in kept if one.name == name), None)
    return there or provider.keep_knowledge(name, [KnowledgeText(*one) for one in plan.apart])


def _changed_there(
    provider: VoiceProvider, plan: Plan, kept: tuple[KeptKnowledge, ...]
) -> RemoteAgent | None:
    """The agent as it is there, when another hand has changed it since we wrote it last."""
    if not plan.remote or plan.base is None or plan.overwrite:
        return None
    try:
        there = provider.read_agent(plan.remote)
    except VoiceThingMissing:
        return None
    # Whatever of ours it looks up, we had it do so, before a cut perhaps.
    own = [provider.with_knowledge(config, one) for config in plan.pushing for one in (*kept, None)]
    return there if differences(plan.base, there.config, plan.config, (*plan.pushing, *own)) else None


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
    # One that stays goes on looking things up.
    for one in () if plan.adopted else _kept(provider, plan):
        provider.delete_knowledge(one.id)


def _ask_no_more(provider: VoiceProvider, plan: Plan) -> None:
    """Its numbers ask us nothing any more: nobody here would know who answers them."""
    if not plan.remote or not plan.hook:
        return
    for number in provider.list_numbers():
        if number.inbound_agent == plan.remote and number.asks.startswith(plan.hook):
            provider.bind_number(number.id, plan.remote if plan.adopted else "", "")
