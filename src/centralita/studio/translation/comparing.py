"""What the last parity runs say of a draft in each of its languages, as it and its scenarios are now."""

from collections import Counter
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from centralita import engine
from centralita.identity.access.actor import Actor
from centralita.studio.agents.public import agent_begin, like_draft
from centralita.studio.scenarios.public import WrittenScenario, scenarios_of
from centralita.studio.translation.models import ParityResult, ParityRun

# What one run compares at most; beyond them the oldest are.
MOST_COMPARED: Final = 100
# A draft is compared again and again while it is written; what was found long ago was found with another one.
_RUNS_SEEN: Final = 20


@dataclass(frozen=True, slots=True)
class LanguageParity:
    """How many scenarios there are to be compared, and what came of those that were compared with this draft."""

    total: int
    same: int
    different: int

    @property
    def untried(self) -> int:
        """Those that were not compared with this draft, or were changed since."""
        return self.total - self.same - self.different


def comparable(actor: Actor, agent_id: UUID, main: str) -> list[WrittenScenario]:
    """The scenarios that a language is compared by: one in another than the main one has nothing to be set beside."""
    found = scenarios_of(actor, agent_id)
    return [each for each in found if (each.script.language or main) == main][:MOST_COMPARED]


def draft_parity(actor: Actor, agent_id: UUID) -> dict[str, LanguageParity]:
    """By every language that the agent's draft has beside its main one. Raises NotFound, as `agent_begin` does."""
    return parity_of(actor, agent_id, agent_begin(actor, agent_id).blueprint)


def parity_of(actor: Actor, agent_id: UUID, draft: engine.Blueprint) -> dict[str, LanguageParity]:
    """The same of a draft that is at hand."""
    languages = [code for code in draft.languages if code != draft.main_language]
    if not languages:
        return {}
    scripts = {
        each.id: each.script.model_dump(mode="json")
        for each in comparable(actor, agent_id, draft.main_language)
    }
    counts: Counter[tuple[str, bool]] = Counter()
    if scripts:
        last = (
            ParityResult.objects.filter(
                run_id__in=_runs(agent_id), language__in=languages, scenario_id__in=list(scripts)
            )
            .exclude(same=None)
            .order_by("scenario_id", "language", "-ended_at")
            .distinct("scenario_id", "language")
            .values_list("scenario_id", "language", "script", "same")
        )
        for scenario_id, language, script, same in last:
            if scenario_id is not None and same is not None and script == scripts[scenario_id]:
                counts[language, same] += 1
    return {code: LanguageParity(len(scripts), counts[code, True], counts[code, False]) for code in languages}


def _runs(agent_id: UUID) -> list[UUID]:
    """The last runs that were held with what the draft is now."""
    recent = ParityRun.objects.filter(agent_id=agent_id).order_by("-id").values_list("id", "blueprint_id")
    runs = list(recent[:_RUNS_SEEN])
    same = like_draft(agent_id, {blueprint_id for _, blueprint_id in runs})
    return [run_id for run_id, blueprint_id in runs if blueprint_id in same]
