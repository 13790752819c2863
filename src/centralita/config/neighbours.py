"""Who fills the ports that slices leave open for each other: one place, for every process alike."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from centralita.config.message_money import MESSAGE, late_message
from centralita.identity.access.actor import Actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId
from centralita.kit.money import Money
from centralita.ledger.usage import public as money
from centralita.operations.calls import ports as calls
from centralita.operations.calls import public as calling
from centralita.operations.campaigns import ports as campaigns
from centralita.operations.contacts import public as contacts
from centralita.operations.contacts.erasing import on_erased
from centralita.operations.conversations.recorded import StoredRecords
from centralita.operations.numbers import deployments as numbers
from centralita.providers.voice.reading import read_snapshot
from centralita.studio.agents import public as agents
from centralita.studio.deployments import public as deployed
from centralita.studio.prompts import public as prompts
from centralita.studio.proof.public import use_records
from centralita.studio.voice_accounts.public import account_facts


def register() -> None:
    """Let the slices know each other. Called when the applications are ready."""
    calls.PORTS.deployments = _Deployments()
    calls.PORTS.budgets = _Budgets()
    calls.PORTS.read_snapshot = read_snapshot
    campaigns.use_telephone(_Telephone())
    campaigns.use_views(_Views())
    numbers.register(_Answering())
    agents.use_library(_library_texts)
    use_records(StoredRecords())
    money.on_expired("call", _late_call)
    money.on_expired(MESSAGE, late_message)
    on_erased(calling.erase_with_contacts)


class _Deployments:
    """Deployments, as calls ask for them."""

    def live_deployments(self, agent_ids: Iterable[UUID] | None = None) -> Sequence[calls.Deployed]:
        return deployed.live_deployments(agent_ids)

    def deployment_of_agent(self, account_id: UUID, provider_agent_id: str) -> calls.Deployed | None:
        return deployed.deployment_of_agent(account_id, provider_agent_id)


class _Answering:
    """Deployments, as phone numbers ask for them."""

    def deployment_of(self, agent_id: UUID, account_id: UUID) -> numbers.Deployed | None:
        for each in deployed.live_deployments([agent_id]):
            if each.account_id == account_id:
                return numbers.Deployed(agent_id, each.provider_agent_id)
        return None

    def agent_behind(self, account_id: UUID, remote_agent: str) -> UUID | None:
        found = deployed.deployment_of_agent(account_id, remote_agent)
        return None if found is None else found.agent_id


class _Budgets:
    """The ledger's money, as calls ask for it."""

    def reserve(
        self,
        organization_id: UUID,
        *,
        source: str,
        source_id: UUID,
        amount: Money,
        scopes: Mapping[str, UUID],
    ) -> None:
        money.reserve(
            organization_id, source=source, source_id=source_id, amount=amount, scopes=_scopes(scopes)
        )

    def hold_otherwise(
        self,
        organization_id: UUID,
        *,
        source: str,
        source_id: UUID,
        amount: Money,
        scopes: Mapping[str, UUID],
    ) -> None:
        money.hold_otherwise(
            organization_id, source=source, source_id=source_id, amount=amount, scopes=_scopes(scopes)
        )

    def settle(
        self,
        organization_id: UUID,
        *,
        source: str,
        source_id: UUID,
        lines: Sequence[calls.UsageLine],
        scopes: Mapping[str, UUID],
    ) -> None:
        money.settle(
            organization_id,
            source=source,
            source_id=source_id,
            lines=[money.UsageLine(each.item, each.money) for each in lines],
            scopes=_scopes(scopes),
        )

    def void(self, organization_id: UUID, *, source: str, source_id: UUID) -> None:
        money.void(organization_id, source=source, source_id=source_id)


def _scopes(given: Mapping[str, UUID]) -> dict[money.ScopeKind, UUID]:
    return {money.ScopeKind(kind): identifier for kind, identifier in given.items()}


def _late_call(organization_id: OrganizationId, call_id: UUID) -> money.Word:
    """Money is freed only for a call that is known to be over, or that never was."""
    with tenant_scope(organization_id):
        found = calling.call_facts([call_id]).get(call_id)
    return money.Word.FREE if found is None or found.ended_at is not None else money.Word.KEEP


def _library_texts(wanted: Iterable[agents.Link]) -> Mapping[agents.Link, agents.Text]:
    """The library's texts, as agents ask for them."""
    keys = {link: (link.prompt_id, link.label, link.version) for link in wanted}
    found = prompts.texts_of(keys.values())
    return {
        link: agents.Text(found[key].number, found[key].text, found[key].label)
        for link, key in keys.items()
        if key in found
    }


class _Telephone:
    """Calls, as campaigns ask for them."""

    def start(self, actor: Actor, wish: campaigns.CallWish) -> UUID:
        return calling.start_call(
            actor,
            calling.CallWish(
                contact_id=wish.contact_id,
                agent_id=wish.agent_id,
                kind=calling.kind_of(wish.kind),
                purpose="service" if wish.purpose == "service" else "marketing",
                number=wish.number,
                topic=wish.topic,
                campaign_id=wish.campaign_id,
                attempt=wish.attempt,
                variables=wish.variables,
            ),
        )

    def worst_case(self, organization_id: UUID, agent_id: UUID) -> campaigns.WorstCase | None:
        found = calls.PORTS.deployments.live_deployments([agent_id])
        if not found:
            return None
        accounts = account_facts(each.account_id for each in found)
        prices = {account.id: account.minute_micros for account in accounts.values()}
        dearest = max(
            (
                calling.worst_case(each.platform, each.max_minutes, prices.get(each.account_id))
                for each in found
            ),
            key=lambda each: each[0].micros,
        )
        return campaigns.WorstCase(dearest[0].micros, dearest[0].currency, dearest[1])

    def states(self, call_ids: Sequence[UUID]) -> Mapping[UUID, campaigns.CallState]:
        return {
            each.id: campaigns.CallState(
                status=each.status,
                outcome=each.outcome,
                duration_seconds=round(each.duration_seconds or 0),
                cost_micros=each.cost_micros or 0,
                currency=each.cost_currency,
                ended_at=each.ended_at,
                stoppable=each.stoppable,
            )
            for each in calling.call_facts(call_ids).values()
        }

    def withdraw(self, actor: Actor, campaign_id: UUID) -> Sequence[UUID]:
        return calling.withdraw_calls(actor, campaign_id)

    def hang_up(self, actor: Actor, call_ids: Sequence[UUID]) -> None:
        for call_id in call_ids:
            try:
                calling.cancel_call(actor, call_id)
            except AppError:
                # Over meanwhile, or a platform that cannot: the call ends by itself.
                continue


class _Views:
    """Saved views, as campaigns ask for them."""

    def page(self, organization_id: UUID, view_id: UUID, *, after: UUID | None, limit: int) -> Sequence[UUID]:
        return contacts.view_contacts(organization_id, view_id, after=after, limit=limit)
