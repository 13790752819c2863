"""The plans and their limits, from `plans.json`."""

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "plans.json"


class Resource(StrEnum):
    """What a plan limits."""

    AGENTS = "agents"
    MEMBERS = "members"
    KNOWLEDGE_DOCUMENTS = "knowledge_documents"
    KNOWLEDGE_BYTES = "knowledge_bytes"


class Plan(StrEnum):
    """What an organization may be on, the smallest first."""

    FREE = "free"
    STARTER = "starter"
    PROFESSIONAL = "professional"
    ENTERPRISE = "enterprise"


Limits = Mapping[Resource, int | None]


@cache
def _catalogue() -> Mapping[Plan, Limits]:
    read = json.loads(_FILE.read_text(encoding="utf-8"))
    return {plan: {resource: read[plan][resource] for resource in Resource} for plan in Plan}


def limits_of(plan: Plan) -> Limits:
    """How much of each resource a plan allows; None where there is no limit."""
    return _catalogue()[plan]
