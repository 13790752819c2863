"""Scenarios of agents, runs of them, and what each run found."""

from django.db import models

from centralita.identity.tenancy.models import TenantModel


class Scenario(TenantModel):
    """A conversation written down once. `script` is `domain.script.ScenarioScript`."""

    agent_id = models.UUIDField()
    name = models.CharField(max_length=160)
    script = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "scenario"
        indexes = [models.Index(fields=["organization_id", "agent_id", "created_at"], name="scenario_agent")]


class ScenarioRun(TenantModel):
    """An agent's scenarios held with one content: the draft of a moment (`number` none) or a version."""

    agent_id = models.UUIDField()
    blueprint_id = models.UUIDField()
    number = models.PositiveIntegerField(null=True)
    draft_revision = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, default="queued")
    total = models.PositiveIntegerField()
    started_by = models.UUIDField(null=True)
    started_by_name = models.CharField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "scenario_run"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["queued", "running", "done", "cancelled"]),
                name="scenario_run_state",
            )
        ]
        indexes = [
            models.Index(fields=["organization_id", "agent_id", "-created_at"], name="scenario_run_agent")
        ]


class ScenarioResult(TenantModel):
    """One scenario of a run, with its script as it was then. `passed` is none until it was held."""

    run_id = models.UUIDField()
    scenario_id = models.UUIDField(null=True)
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=160)
    script = models.JSONField()
    passed = models.BooleanField(null=True)
    error = models.CharField(max_length=60, blank=True, default="")
    verdicts = models.JSONField(default=list)
    talk = models.JSONField(default=dict)
    cost_micros = models.BigIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "scenario_result"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "run_id", "position"], name="scenario_result_place"
            )
        ]
        indexes = [models.Index(fields=["organization_id", "scenario_id"], name="scenario_result_of")]


class JudgeMark(TenantModel):
    """What a person says of a check that a model judged. `position` is the check's place in its script."""

    result_id = models.UUIDField()
    position = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    judge_passed = models.BooleanField()
    marked_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "judge_mark"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "result_id", "position", "marked_by"], name="judge_mark_once"
            )
        ]
