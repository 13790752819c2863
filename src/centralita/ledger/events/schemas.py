"""The kinds of facts and the shape of each one's data. What is not listed here cannot be appended."""

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field


class Fact(BaseModel):
    """Data of one fact. `kind` is its stable name, `noun.verb_in_the_past`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: ClassVar[str]


class AgentCreated(Fact):
    kind = "agent.created"
    name: str
    template: str | None = None


class AgentUpdated(Fact):
    kind = "agent.updated"
    fields: list[str] = Field(examples=[["name", "tags"]])


class AgentPublished(Fact):
    kind = "agent.published"
    version_id: str
    number: int
    rolled_back_to: int | None = None


class AgentPaused(Fact):
    kind = "agent.paused"


class AgentResumed(Fact):
    kind = "agent.resumed"


class AgentArchived(Fact):
    kind = "agent.archived"


class AgentDeployed(Fact):
    kind = "agent.deployed"
    deployment_id: str
    account_id: str
    number: int


class AgentDrifted(Fact):
    kind = "agent.drifted"
    deployment_id: str
    account_id: str


class ExperimentStarted(Fact):
    """Two versions share the agent's traffic from now on: `share` percent of it go to the second."""

    kind = "experiment.started"
    experiment_id: str
    name: str
    a: int
    b: int
    share: int


class ExperimentStopped(Fact):
    """`ending`: b_better, a_better, no_difference, guard, uneven, person or moved_on; everybody has A again."""

    kind = "experiment.stopped"
    experiment_id: str
    name: str
    ending: str
    guard: str | None = None


class ConversationStarted(Fact):
    """While an experiment runs also which arm it is in; `person` tells apart whom it counts, not who they are."""

    kind = "conversation.started"
    agent_id: str
    channel: str
    language: str
    test: bool = False
    experiment_id: str | None = None
    arm: str | None = None
    person: str | None = None


class ConversationEnded(Fact):
    kind = "conversation.ended"
    agent_id: str
    outcome: str | None = None
    reason: str | None = None
    messages: int = 0


class ToolCalled(Fact):
    """An agent's tool did what was asked. `version` is None for tools that every agent may have; `ms` the time."""

    kind = "tool.called"
    tool: str
    version: int | None = None
    ms: int = 0


class ToolFailed(Fact):
    """An agent's tool did not do what was asked; `code` says why."""

    kind = "tool.failed"
    tool: str
    version: int | None = None
    ms: int = 0
    code: str


class ApprovalAsked(Fact):
    """An agent may only go on with a tool when a person agrees; `seconds` is how long they have."""

    kind = "approval.asked"
    tool: str
    conversation_id: str
    agent_id: str
    seconds: int


class ApprovalDecided(Fact):
    """A person agreed or did not."""

    kind = "approval.decided"
    tool: str
    conversation_id: str
    approved: bool
    reason: str = ""


class ApprovalLapsed(Fact):
    """Nobody decided: in time, or before the conversation went on without it."""

    kind = "approval.lapsed"
    tool: str
    conversation_id: str
    state: Literal["expired", "dropped"]


class ConversationStuck(Fact):
    """The agent did not know how to go on, and said that something went wrong or that it has no answer.

    `reason`: too_many_steps, flows_without_end, too_many_tool_rounds, or empty_answer when a model answered nothing.
    """

    kind = "conversation.stuck"
    reason: str | None = None


class ModelFailed(Fact):
    """No language model answered in a conversation, the one that stands in for it neither; the agent went on without.

    `code` says why, such as model_missing; `purpose` whether it was to answer, to classify what was said or to extract values from it.
    """

    kind = "model.failed"
    code: str
    purpose: str


class ConversationRated(Fact):
    kind = "conversation.rated"
    scale: Literal["csat", "nps"]
    score: int


class ConversationHandedOff(Fact):
    kind = "conversation.handed_off"
    reason: str | None = None


class ConversationTakenOver(Fact):
    kind = "conversation.taken_over"
    by: str | None = None


class ConversationHandedBack(Fact):
    kind = "conversation.handed_back"
    by: str | None = None


class MessageReceived(Fact):
    kind = "message.received"
    message_id: str
    sequence: int


class MessageSent(Fact):
    kind = "message.sent"
    message_id: str
    sequence: int
    role: str = "agent"


class QuestionUnanswered(Fact):
    kind = "question.unanswered"
    agent_id: str
    question: str
    language: str


class KnowledgeIndexed(Fact):
    kind = "knowledge.indexed"
    passages: int


class KnowledgeFailed(Fact):
    kind = "knowledge.failed"
    code: str


class MemberInvited(Fact):
    kind = "member.invited"
    email: str
    role: str


class MemberJoined(Fact):
    kind = "member.joined"
    user_id: str
    role: str


class MemberRemoved(Fact):
    kind = "member.removed"
    user_id: str


class MemberRoleChanged(Fact):
    kind = "member.role_changed"
    user_id: str
    role: str


class LeadCreated(Fact):
    kind = "lead.created"
    name: str
    source: str = ""
    import_id: str | None = None


class LeadUpdated(Fact):
    kind = "lead.updated"
    fields: list[str] = Field(examples=[["name", "phones"]])
    import_id: str | None = None


class LeadStageChanged(Fact):
    kind = "lead.stage_changed"
    before: str
    after: str


class LeadOptedOut(Fact):
    """`purpose` and `channel` are empty for one who wants no calls at all."""

    kind = "lead.opted_out"
    purpose: str = ""
    channel: str = ""


class LeadMerged(Fact):
    """The subject stays; `other_id` went into it."""

    kind = "lead.merged"
    other_id: str


class LeadDeleted(Fact):
    kind = "lead.deleted"
    name: str
    import_id: str | None = None


class LeadCalled(Fact):
    """A call with the lead is over: what its history tells of it."""

    kind = "lead.called"
    call_id: str
    agent_id: str | None
    direction: str
    call_kind: str = ""
    status: str
    outcome: str
    duration_seconds: float | None = None


class CallQueued(Fact):
    kind = "call.queued"
    agent_id: str | None
    contact_id: str | None
    direction: str
    call_kind: str = ""
    account_id: str | None = None
    why: str = ""


class CallRerouted(Fact):
    """Nothing was dialled at one account, for this reason; another one is to."""

    kind = "call.rerouted"
    from_account_id: str
    account_id: str
    reason: str


class CallRinging(Fact):
    kind = "call.ringing"


class CallAnswered(Fact):
    kind = "call.answered"


class CallEnded(Fact):
    """`evidence` says by what it is known: webhook, asked, placing or us."""

    kind = "call.ended"
    agent_id: str | None
    contact_id: str | None
    ending: str
    outcome: str
    evidence: str
    duration_seconds: float | None = None


class CallFailed(Fact):
    kind = "call.failed"
    agent_id: str | None
    contact_id: str | None
    ending: str
    outcome: str
    evidence: str
    error: str


class CallCancelled(Fact):
    kind = "call.cancelled"
    agent_id: str | None
    contact_id: str | None
    evidence: str


class CallReconciled(Fact):
    """What was in doubt, or found to be otherwise than told, is what the platform says it is."""

    kind = "call.reconciled"
    before: str
    after: str


class TranscriptCompleted(Fact):
    kind = "transcript.completed"
    utterances: int


class CampaignStarted(Fact):
    kind = "campaign.started"
    name: str
    resumed: bool = False


class CampaignPaused(Fact):
    """`reason` is empty when a person paused it."""

    kind = "campaign.paused"
    name: str
    reason: str = ""


class CampaignFinished(Fact):
    """`stopped` when it was ended before everybody was called."""

    kind = "campaign.finished"
    name: str
    reason: str = ""
    stopped: bool = False
    dialled: int = 0
    answered: int = 0
    booked: int = 0


class ProviderFailing(Fact):
    kind = "provider.failing"
    account_id: str
    code: str


class ProviderRecovered(Fact):
    kind = "provider.recovered"
    account_id: str


class UsageRecorded(Fact):
    kind = "usage.recorded"
    meter: str = Field(examples=["tokens"])
    quantity: int
    conversation_id: str | None = None
    agent_id: str | None = None
    model: str | None = None
    cost_micros: int | None = None
    currency: str | None = None


class BudgetThresholdReached(Fact):
    """So much of a limit is spent in the period that runs."""

    kind = "budget.threshold_reached"
    per_cent: int = Field(examples=[80])
    spent_micros: int
    limit_micros: int
    currency: str


class BudgetExhaustedFact(Fact):
    """Nothing is left, or not enough for what was asked. `paused` says that nothing more is started."""

    kind = "budget.exhausted"
    paused: bool
    spent_micros: int
    limit_micros: int
    currency: str


class BudgetReset(Fact):
    """A new period began, or the limit was changed so that there is room again."""

    kind = "budget.reset"
    starts: str = Field(examples=["2026-12-01"])


FACTS: dict[str, type[Fact]] = {fact.kind: fact for fact in Fact.__subclasses__()}
