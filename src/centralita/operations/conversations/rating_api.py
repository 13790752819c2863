"""What the team says of single answers, over HTTP: parse, act, present."""

from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.kit.ids import from_text, to_text
from centralita.operations.conversations import presentation
from centralita.operations.conversations.actions import ratings
from centralita.operations.conversations.policy import allowed
from centralita.operations.conversations.rating import turns_to_mend
from centralita.operations.conversations.rating_schemas import (
    TurnRatingChange,
    TurnRatingIn,
    TurnScenarioIn,
    TurnToMendList,
    TurnToMendOut,
)
from centralita.operations.conversations.schemas import TurnRatingOut

router = TenantRouter("conversations")
_RATING = "/conversations/{conversation_id}/messages/{message_id}/rating"


@router.put(
    _RATING,
    permission=Permission.CONVERSATION_ANNOTATE,
    operation="conversation_turn_rate",
    response=TurnRatingOut,
)
def rate(
    request: TenantRequest, conversation_id: str, message_id: str, payload: TurnRatingIn
) -> TurnRatingOut:
    """Say whether an answer of the agent was good, and why. Who says so last counts."""
    row = ratings.rate_turn(
        request.actor,
        from_text("cnv", conversation_id),
        from_text("msg", message_id),
        good=payload.good,
        remark=payload.remark,
    )
    return presentation.rating(row)


@router.patch(
    _RATING,
    permission=Permission.CONVERSATION_ANNOTATE,
    operation="conversation_turn_aside",
    response=TurnRatingOut,
)
def put_aside(
    request: TenantRequest, conversation_id: str, message_id: str, payload: TurnRatingChange
) -> TurnRatingOut:
    """Say that a bad answer needs no scenario, or that it does after all."""
    row = ratings.put_turn_aside(
        request.actor,
        from_text("cnv", conversation_id),
        from_text("msg", message_id),
        aside=payload.aside,
    )
    return presentation.rating(row)


@router.delete(
    _RATING,
    permission=Permission.CONVERSATION_ANNOTATE,
    operation="conversation_turn_unrate",
    response=None,
)
def take_back(request: TenantRequest, conversation_id: str, message_id: str) -> None:
    """Say nothing of an answer any more. A scenario that was made of it stays."""
    ratings.take_rating_back(request.actor, from_text("cnv", conversation_id), from_text("msg", message_id))


@router.post(
    "/conversations/{conversation_id}/messages/{message_id}/scenario",
    permission=Permission.CONVERSATION_ANNOTATE,
    operation="conversation_turn_mend",
    response=TurnRatingOut,
    status=201,
)
def mend(
    request: TenantRequest, conversation_id: str, message_id: str, payload: TurnScenarioIn
) -> TurnRatingOut:
    """Write the scenario down that a bad answer has to pass from now on. Without it the answer is to be mended again."""
    row = ratings.mend_turn(
        request.actor,
        from_text("cnv", conversation_id),
        from_text("msg", message_id),
        name=payload.name,
        script=payload.script,
    )
    return presentation.rating(row)


@router.get(
    "/agents/{agent_id}/turns-to-mend",
    permission=Permission.CONVERSATION_READ,
    operation="turn_to_mend_list",
    response=TurnToMendList,
)
def list_turns(request: TenantRequest, agent_id: str) -> TurnToMendList:
    """An agent's answers that were rated bad and that no scenario holds it to yet, the last rated first."""
    found, total = turns_to_mend(request.actor, from_text("agt", agent_id))
    return TurnToMendList(
        items=[
            TurnToMendOut(
                conversation_id=to_text("cnv", each.rating.conversation_id),
                message_id=to_text("msg", each.rating.message_id),
                test=each.test,
                asked=each.asked,
                said=each.said,
                rating=presentation.rating(each.rating),
            )
            for each in found
        ],
        total=total,
        can=allowed(request.actor),
    )
