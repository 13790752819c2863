"""The plans and their limits, from `plans.json`."""

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "plans.json"


class Resource(StrEnum):
    """What a plan limits."""

    AGENTS = "agents"
    MEMBERS = "members"
    KNOWLEDGE_DOCUMENTS = "knowledge_documents"
    KNOWLEDGE_BYTES = "knowledge_bytes"


class AdvancedTool(StrEnum):
    """What tools can do beyond asking an address with a key."""

    MCP = "mcp"
    OAUTH2 = "oauth2"
    PLUGIN = "plugin"


class Plan(StrEnum):
    """What an organization may be on, the smallest first."""

    FREE = "free"
    STARTER = "starter"
    PROFESSIONAL = "professional"
    ENTERPRISE = "enterprise"


Limits = Mapping[Resource, int | None]


@cache
def _read() -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return content


@cache
def _catalogue() -> Mapping[Plan, Limits]:
    return {plan: {resource: _read()[plan][resource] for resource in Resource} for plan in Plan}


def limits_of(plan: Plan) -> Limits:
    """How much of each resource a plan allows; None where there is no limit."""
    return _catalogue()[plan]


def most_call_days(plan: Plan) -> int | None:
    """For how many days what was said in calls is kept at most; None where there is no limit."""
    days: int | None = _read()[plan]["call_days"]
    return days


def has_premium_voices(plan: Plan) -> bool:
    """Whether premium voices may be used and voices be cloned."""
    return bool(_read()[plan]["premium_voices"])


def advanced_tools_of(plan: Plan) -> frozenset[AdvancedTool]:
    """The advanced abilities that tools may have."""
    return frozenset(AdvancedTool(one) for one in _read()[plan]["advanced_tools"])


def first_plan_with(ability: AdvancedTool) -> Plan:
    """The smallest plan that has it."""
    return next(plan for plan in Plan if ability in advanced_tools_of(plan))
