"""What a budget can be for."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final
from uuid import UUID


class ScopeKind(StrEnum):
    """A budget is the whole organization's, or one agent's, campaign's or provider account's."""

    ORGANIZATION = "organization"
    AGENT = "agent"
    CAMPAIGN = "campaign"
    ACCOUNT = "account"


PREFIXES: Final = {
    ScopeKind.ORGANIZATION: "org",
    ScopeKind.AGENT: "agt",
    ScopeKind.CAMPAIGN: "cmp",
    ScopeKind.ACCOUNT: "pac",
}

Scopes = Mapping[ScopeKind, UUID]
