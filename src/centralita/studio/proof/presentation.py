"""How replays and rules are shown."""

from collections.abc import Collection, Sequence
from typing import cast

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.kit.ids import to_text
from centralita.kit.intervals import Confidence, wilson
from centralita.studio.proof.domain.standing import Standing
from centralita.studio.proof.domain.tally import standing_of, tally
from centralita.studio.proof.gate import Gate
from centralita.studio.proof.models import PublishRule, Replay, ReplayTalk
from centralita.studio.proof.queries import held
from centralita.studio.proof.records import records
from centralita.studio.proof.schemas import (
    LanguageProvenOut,
    ObstacleOut,
    ProvenOut,
    PublishGateOut,
    PublishRuleOut,
    ReplayOut,
    ReplayState,
    ReplayTalkDetail,
    ReplayTalkOut,
    SaidLineOut,
    ShareOut,
    StandingOut,
)
from centralita.studio.scenarios.public import ExchangeOut

_SHOWN = (Permission.AGENT_UPDATE, Permission.AGENT_GATE, Permission.CONVERSATION_READ)


def _share(count: int, of: int, confidence: Confidence) -> ShareOut:
    interval = wilson(count, of, confidence)
    share = count / of if of else 0.0
    return ShareOut(count=count, share=share, low=interval.low, high=interval.high, confidence=confidence)


def replay(row: Replay, talks: Sequence[ReplayTalk], rule: PublishRule) -> ReplayOut:
    """A replay with what was found so far, as the agent's rule judges it now."""
    found = tally(held(talks), rule.lost)
    confidence = cast("Confidence", rule.confidence)
    return ReplayOut(
        id=to_text("rpl", row.id),
        agent_id=to_text("agt", row.agent_id),
        draft_revision=row.draft_revision,
        state=cast("ReplayState", row.state),
        days=row.days,
        population=row.population,
        # Conversations that were deleted took their places with them.
        total=len(talks),
        done=found.decided + found.undecided,
        same=found.same,
        otherwise=found.otherwise,
        undecided=found.undecided,
        worse=_share(found.worse, found.decided, confidence),
        better=_share(found.better, found.decided, confidence),
        cost_micros=sum(each.cost_micros for each in talks),
        started_by=row.started_by_name,
        created_at=row.created_at,
        ended_at=row.ended_at,
    )


def talk(row: ReplayTalk, lost: Collection[str]) -> ReplayTalkOut:
    """What one conversation came to."""
    judged = next(iter(held([row])), None)
    return ReplayTalkOut(
        id=to_text("rpt", row.id),
        conversation_id=to_text("cnv", row.conversation_id),
        verdict=judged.verdict(lost) if judged else None,
        reason=row.reason,
        was=_standing(standing_of(row.was), lost) if row.was else None,
        is_now=_standing(standing_of(row.is_now), lost) if row.is_now else None,
        cost_micros=row.cost_micros,
    )


def talk_detail(row: ReplayTalk, lost: Collection[str]) -> ReplayTalkDetail:
    """The same with what was said then and what would be said now."""
    recorded = records().recorded(row.conversation_id)
    return ReplayTalkDetail(
        **talk(row, lost).model_dump(),
        then=[
            SaidLineOut.model_validate({"role": line.role, "text": line.text})
            for line in (recorded.lines if recorded else ())
        ],
        exchanges=[ExchangeOut(**each) for each in row.talk.get("exchanges", ())],
        variables=row.talk.get("variables", {}),
        missing=row.talk.get("missing", ""),
    )


def _standing(found: Standing, lost: Collection[str]) -> StandingOut:
    return StandingOut(
        level=found.level(lost),
        how=found.how,
        outcome=found.outcome,
        unanswered=found.unanswered,
        deeds=list(found.deeds),
    )


def gate(actor: Actor, found: Gate, talks: Sequence[ReplayTalk]) -> PublishGateOut:
    """The rule and what of it is met."""
    rule = found.rule
    return PublishGateOut(
        rule=PublishRuleOut(
            scenarios=rule.scenarios,
            replay=rule.replay,
            languages=rule.languages,
            most_worse=rule.most_worse,
            confidence=cast("Confidence", rule.confidence),
            lost=rule.lost,
            revision=rule.revision,
        ),
        scenarios=ProvenOut(
            total=found.scenarios.total,
            passed=found.scenarios.passed,
            failed=found.scenarios.failed,
            untried=found.scenarios.untried,
        ),
        replay=replay(found.replay, talks, rule) if found.replay else None,
        languages=[
            LanguageProvenOut(
                code=code,
                total=each.total,
                same=each.same,
                different=each.different,
                untried=each.untried,
            )
            for code, each in found.languages.items()
        ],
        needed=found.needed,
        conversations=found.there,
        too_few=found.too_few,
        obstacles=[ObstacleOut(code=each.code, sentence=each.sentence) for each in found.obstacles],
        can=[permission.value for permission in _SHOWN if actor.may(permission)],
    )
