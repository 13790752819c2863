"""Phone numbers as the API shows them."""

from collections.abc import Sequence
from typing import cast

from centralita.identity.access.actor import Actor
from centralita.kit.ids import to_text
from centralita.kit.phone import national_form
from centralita.operations.numbers import queries
from centralita.operations.numbers.models import PhoneNumber
from centralita.operations.numbers.policy import allowed
from centralita.operations.numbers.schemas import (
    Answers,
    Hours,
    NumberAccount,
    NumberAgent,
    NumberCatalogueOut,
    PhoneNumberOut,
)
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.agents.public import agent_facts
from centralita.studio.voice_accounts.models import VoiceAccount
from centralita.studio.voice_accounts.queries import list_accounts


def shown(actor: Actor, rows: Sequence[PhoneNumber]) -> list[PhoneNumberOut]:
    """Numbers with whose they are and who answers them."""
    accounts = {account.id: account for account in list_accounts()}
    agents = agent_facts({row.agent_id for row in rows if row.agent_id})
    return [
        PhoneNumberOut(
            id=to_text("num", row.id),
            account=_account(accounts[row.account_id]),
            number=row.number,
            shown=national_form(row.number),
            country=row.country,
            label=row.label,
            platform_label=row.remote_label,
            agent=NumberAgent(id=to_text("agt", agent.id), name=agent.name)
            if row.agent_id and (agent := agents.get(row.agent_id))
            else None,
            state="answered" if row.agent_id else "foreign" if row.inbound_agent else "free",
            inbound_agent=row.inbound_agent,
            can_call=row.can_call,
            verified_at=row.verified_at,
            answers=cast("Answers", row.answers),
            hours=cast("Hours", row.hours),
            fallback=row.fallback,
            revision=row.revision,
            can=allowed(actor),
        )
        for row in rows
    ]


def catalogues() -> list[NumberCatalogueOut]:
    """How far each account's numbers are known."""
    known = queries.catalogues()
    told = []
    for account in list_accounts():
        row = known.get(account.id)
        told.append(
            NumberCatalogueOut(
                account=_account(account),
                refreshing=row is not None and row.queued_at is not None,
                refreshed_at=row.refreshed_at if row else None,
                count=row.count if row else 0,
                error=(row.error or None) if row else None,
            )
        )
    return told


def _account(account: VoiceAccount) -> NumberAccount:
    return NumberAccount(
        id=to_text("pac", account.id), label=account.label, platform=VoicePlatform(account.kind)
    )
