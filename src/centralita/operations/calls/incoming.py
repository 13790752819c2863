"""Calls that nobody here placed: somebody rang an agent's number, or a talk was begun at the platform itself."""

from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId, new_id, to_text
from centralita.kit.phone import PhoneInvalid, read_phone
from centralita.ledger.events.append import append
from centralita.ledger.events.schemas import CallQueued
from centralita.operations.calls.lines import count_line
from centralita.operations.calls.models import Call
from centralita.operations.calls.ports import PORTS
from centralita.operations.contacts.public import contacts_with_phone
from centralita.providers.voice.calls import CallSnapshot
from centralita.studio.voice_accounts.inbox import look_again
from centralita.studio.voice_accounts.public import account_facts


def begin_unknown(actor: Actor, account_id: UUID, told: CallSnapshot) -> Call | str:
    """A row for a call that the platform told of first; `foreign` for agents of others, `unmatched` when in doubt."""
    if told.our_call is not None or not told.call_id or not told.agent_id:
        # It says that it is ours: its row may be about to be there.
        return "unmatched"
    deployed = PORTS.deployments.deployment_of_agent(account_id, told.agent_id)
    account = account_facts([account_id]).get(account_id)
    if deployed is None or account is None:
        return "foreign"
    organization_id = OrganizationId(actor.organization_id)
    inbound = told.direction == "inbound"
    call = Call.objects.create(
        id=new_id(),
        organization_id=organization_id,
        contact_id=_contact(organization_id, told.from_number if inbound else told.to_number),
        agent_id=deployed.agent_id,
        version_id=deployed.version_id,
        deployment_id=deployed.id,
        account_id=account_id,
        platform=account.platform.value,
        account_label=account.label,
        # An outbound one was begun by hand at the platform: our guards against calling twice are not about it.
        direction="web" if told.direction == "web" else "inbound" if inbound else "outbound",
        platform_call_id=told.call_id[:120],
        provider_agent_id=told.agent_id[:120],
        from_number=told.from_number[:40],
        to_number=told.to_number[:40],
        holds_line=not told.status.ended,
        created_at=told.started_at or now(),
        check_at=now(),
    )
    if call.holds_line:
        count_line(organization_id, account_id)
    contact = to_text("con", call.contact_id) if call.contact_id else None
    append(
        actor,
        call.id,
        CallQueued(agent_id=to_text("agt", deployed.agent_id), contact_id=contact, direction=call.direction),
    )
    look_again(account_id, call.platform_call_id)
    return call


def _contact(organization_id: OrganizationId, number: str) -> UUID | None:
    try:
        found = contacts_with_phone(organization_id, read_phone(number, "").e164)
    except PhoneInvalid:
        return None
    return found[0] if found else None
