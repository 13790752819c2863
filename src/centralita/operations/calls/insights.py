"""Drawing what came of a call from what was said: one question to the organization's language model, outside of any
transaction, and its answer written down where nobody has said otherwise."""

from dataclasses import dataclass
from uuid import UUID

from centralita.identity.access.actor import Actor, system_actor
from centralita.identity.organizations.models import Organization
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId
from centralita.kit.logs import get_logger
from centralita.ledger.events.append import append
from centralita.ledger.events.hints import changed
from centralita.operations.calls.domain.insights import Insights, question, read_answer
from centralita.operations.calls.domain.words import Outcome
from centralita.operations.calls.keeping import other_number
from centralita.operations.calls.models import Call, CallUtterance
from centralita.operations.compliance.public import record_opt_out
from centralita.providers.llm.model import Message, ModelRequest
from centralita.providers.voice.calls import Utterance
from centralita.studio.language_models.asker import Asked, ModelAsker, Usage
from centralita.studio.language_models.public import ModelInUse, model_in_use

_MOST_TOKENS = 600

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Task:
    actor: Actor
    model: ModelInUse
    system: str
    talk: str


def draw(organization_id: OrganizationId, call_id: UUID) -> None:
    """Ask about one call. Does nothing without a model, without words, or when it was asked already."""
    task = _look(organization_id, call_id)
    if task is None:
        return
    try:
        asked = _ask(organization_id, task)
    except AppError as error:
        log.warning("call_insights_failed", call=str(call_id), code=error.code)
        raise
    found = read_answer(asked.reply.text, now())
    with tenant_scope(organization_id):
        call = Call.objects.select_for_update().filter(id=call_id).first()
        if call is None or call.insights:
            return
        _keep(call, found or Insights())
        append(task.actor, call.id, (Usage(task.model.name) + asked).fact(call.agent_id))
        changed(organization_id, "call", call.id)


def _look(organization_id: OrganizationId, call_id: UUID) -> _Task | None:
    with tenant_scope(organization_id):
        call = Call.objects.filter(id=call_id, transcript_status="completed").first()
        if call is None or call.insights:
            return None
        said = [
            Utterance(each.role, each.text)  # type: ignore[arg-type]
            for each in CallUtterance.objects.filter(call_id=call_id).order_by("position")
        ]
        if not any(each.role == "callee" for each in said):
            return None
        organization = Organization.objects.get(id=organization_id)
        model = model_in_use(organization_id)
        if model is None:
            return None
    system, talk = question(said, language=organization.language, now=now(), place=organization.time_zone)
    return _Task(system_actor(organization_id, "calls"), model, system, talk)


def _ask(organization_id: OrganizationId, task: _Task) -> Asked:
    request = ModelRequest(
        messages=(Message("user", task.talk),), system=task.system, temperature=0.0, max_tokens=_MOST_TOKENS
    )
    with ModelAsker(organization_id, task.model) as asker:
        return asker.ask(request)


def _keep(call: Call, found: Insights) -> None:
    call.insights = {
        "summary": found.summary,
        "sentiment": found.sentiment,
        "outcome": found.outcome,
        "next_action": found.next_action,
        "callback_at": None if found.callback_at is None else found.callback_at.isoformat(),
        "objections": list(found.objections),
    }
    # The platform's own word and a person's stay.
    if not call.summary:
        call.summary = found.summary
    if not call.sentiment:
        call.sentiment = found.sentiment
    if found.outcome and call.outcome_by is None and call.outcome in {"", Outcome.ANSWERED.value}:
        call.outcome = found.outcome
    if call.outcome == Outcome.OPTED_OUT and found.outcome == Outcome.OPTED_OUT:
        number = other_number(call)
        if number:
            record_opt_out(OrganizationId(call.organization_id), number, "speech", topic=call.topic)
    if not call.next_action:
        call.next_action = found.next_action
    call.revision += 1
    call.updated_at = now()
    call.save(
        update_fields=["insights", "summary", "sentiment", "outcome", "next_action", "revision", "updated_at"]
    )
