"""Which of an agent's scenarios hold with its draft, whoever tried them and in however many runs."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from centralita.studio.agents.public import like_draft
from centralita.studio.scenarios.domain.judging import judge_of
from centralita.studio.scenarios.measuring import trusted_judges
from centralita.studio.scenarios.models import Scenario, ScenarioResult, ScenarioRun

# A draft is tried again and again while it is written; what was found long ago was found with another one.
# Many of them may be of one scenario that was tried again and again.
_RUNS_SEEN: Final = 200


@dataclass(frozen=True, slots=True)
class Proven:
    """How many scenarios there are, how many passed and failed when last held, and how many were not held yet."""

    total: int
    passed: int
    failed: int

    @property
    def untried(self) -> int:
        """Those that were not held with this draft, or were changed since."""
        return self.total - self.passed - self.failed


def proven(agent_id: UUID) -> Proven:
    """What the last runs say of the agent's scenarios as they and its draft are now. Inside the organization's scope."""
    scenarios = dict(Scenario.objects.filter(agent_id=agent_id).values_list("id", "script"))
    last: dict[UUID, bool] = {}
    recent = ScenarioRun.objects.filter(agent_id=agent_id).order_by("-id").values_list("id", "blueprint_id")
    runs = list(recent[:_RUNS_SEEN]) if scenarios else []
    same = like_draft(agent_id, {blueprint_id for _, blueprint_id in runs})
    run_ids = [run_id for run_id, blueprint_id in runs if blueprint_id in same]
    if run_ids:
        rows = (
            ScenarioResult.objects.filter(run_id__in=run_ids, scenario_id__in=list(scenarios))
            .exclude(ended_at=None)
            .order_by("scenario_id", "-ended_at")
        )
        trusted = trusted_judges(agent_id)
        for row in rows.defer("talk"):
            if row.scenario_id is None or row.scenario_id in last or row.script != scenarios[row.scenario_id]:
                continue
            last[row.scenario_id] = _passed(row, trusted)
    passed_count = sum(last.values())
    return Proven(len(scenarios), passed_count, len(last) - passed_count)


def _passed(row: ScenarioResult, trusted: Collection[tuple[str, str, str]]) -> bool:
    """Whether it passes by what counts: by a judge with whom people were not seen to agree, it is not held up."""
    checks = row.script["checks"]
    rules = [each.get("kind") != "rubric" for each in checks]
    if all(rules):
        return bool(row.passed)
    went_through = row.error in ("", "steps_left", "judge_needs_model", "judge_failed")
    if not went_through or len(row.verdicts) != len(checks):
        return False
    return all(
        verdict["passed"]
        for verdict, rule in zip(row.verdicts, rules, strict=True)
        if rule or ((judge := judge_of(verdict)) is not None and judge.same in trusted)
    )
