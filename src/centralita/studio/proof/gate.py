"""What an agent's rule says of its draft as it is now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Final, cast
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.kit.intervals import Confidence, needed
from centralita.studio.agents.public import Obstacle, like_draft
from centralita.studio.proof.actions import MOST_DRAWN_FROM
from centralita.studio.proof.domain.sentences import sentence
from centralita.studio.proof.domain.tally import Tally, tally
from centralita.studio.proof.models import PublishRule, Replay
from centralita.studio.proof.queries import held, rule_of, talks_of
from centralita.studio.proof.records import records
from centralita.studio.scenarios.public import Proven, proven
from centralita.studio.translation.public import LanguageParity, draft_parity

_REPLAYS_SEEN: Final = 10
# From how many days back the rule looks for conversations.
RULE_DAYS: Final = 90


@dataclass(frozen=True, slots=True)
class Gate:
    """A rule with what is known of the draft. `needed` is how many conversations a verdict takes at least.

    With fewer than that to draw from (`there`) no replay is asked for: nothing could be proven by one.
    """

    rule: PublishRule
    scenarios: Proven
    replay: Replay | None
    languages: Mapping[str, LanguageParity]
    tally: Tally
    needed: int
    there: int
    obstacles: tuple[Obstacle, ...]

    @property
    def too_few(self) -> bool:
        """Whether there are too few conversations for a verdict."""
        return self.there < self.needed


def against(actor: Actor, agent_id: UUID) -> tuple[Obstacle, ...]:
    """What stands against publishing the draft as it is now."""
    rule = rule_of(actor.organization_id, agent_id)
    return gate_of(actor, agent_id).obstacles if rule.scenarios or rule.replay or rule.languages else ()


def gate_of(actor: Actor, agent_id: UUID) -> Gate:
    """The agent's rule and what of it is met."""
    rule = rule_of(actor.organization_id, agent_id)
    confidence = cast("Confidence", rule.confidence)
    scenarios = proven(agent_id)
    replay = _last_replay(agent_id)
    found = tally(held(talks_of([replay.id])[replay.id]), rule.lost) if replay else Tally()
    languages = draft_parity(actor, agent_id) if rule.languages else {}
    least = needed(rule.most_worse / 100, confidence)
    there = len(records().drawable(agent_id, now() - timedelta(days=RULE_DAYS), MOST_DRAWN_FROM))
    obstacles: list[Obstacle] = []
    if rule.scenarios:
        obstacles += _of_scenarios(scenarios, actor.language)
    if rule.replay and there >= least:
        obstacles += _of_replay(rule, replay, found, actor.language)
    obstacles += _of_languages(languages, actor.language)
    return Gate(rule, scenarios, replay, languages, found, least, there, tuple(obstacles))


def _last_replay(agent_id: UUID) -> Replay | None:
    """The last replay that was held to its end with what the draft is now."""
    done = list(Replay.objects.filter(agent_id=agent_id, state="done").order_by("-id")[:_REPLAYS_SEEN])
    same = like_draft(agent_id, {row.blueprint_id for row in done})
    return next((row for row in done if row.blueprint_id in same), None)


def _of_scenarios(found: Proven, language: str) -> list[Obstacle]:
    told: list[Obstacle] = []
    if found.total == 0:
        told.append(Obstacle("scenarios_missing", sentence("scenarios_missing", language)))
    if found.untried:
        text = sentence("scenarios_untried", language, untried=found.untried, total=found.total)
        told.append(Obstacle("scenarios_untried", text))
    if found.failed:
        text = sentence("scenarios_failed", language, failed=found.failed, total=found.total)
        told.append(Obstacle("scenarios_failed", text))
    return told


def _of_replay(rule: PublishRule, replay: Replay | None, found: Tally, language: str) -> list[Obstacle]:
    if replay is None:
        return [Obstacle("replay_missing", sentence("replay_missing", language))]
    high = found.worse_share(cast("Confidence", rule.confidence)).high
    if high <= rule.most_worse / 100:
        return []
    text = sentence(
        "replay_worse",
        language,
        worse=found.worse,
        decided=found.decided,
        high=ceil(high * 100),
        confidence=rule.confidence,
        most=rule.most_worse,
    )
    return [Obstacle("replay_worse", text)]


def _of_languages(found: Mapping[str, LanguageParity], language: str) -> list[Obstacle]:
    """Nothing stands against a draft that speaks one language: there is nothing to compare."""
    total = sum(each.total for each in found.values())
    if found and not total:
        return [Obstacle("languages_missing", sentence("languages_missing", language))]
    counts = {
        "languages_untried": {code: each.untried for code, each in found.items() if each.untried},
        "languages_different": {code: each.different for code, each in found.items() if each.different},
    }
    return [
        Obstacle(
            code,
            sentence(code, language, count=sum(by.values()), total=total, languages=", ".join(by)),
        )
        for code, by in counts.items()
        if by
    ]
