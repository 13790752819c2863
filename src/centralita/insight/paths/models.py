"""Daily roll-ups of the ways through a published version. A conversation counts on the day that it began.

Each conversation counts once at a step and once on a connection, however often it comes by. Tests are not counted.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from centralita.identity.tenancy.models import TenantModel


class PathTrail(TenantModel):
    """How far one conversation's journal is counted; `id` is the conversation's.

    `seen` are marks of the steps and connections that it was counted at: see `domain.trail`.
    """

    version_id = models.UUIDField()
    day = models.DateField()
    turn = models.PositiveIntegerField()
    flow_id = models.CharField(max_length=100, blank=True, default="")
    node_id = models.CharField(max_length=100, blank=True, default="")
    seen = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        db_table = "path_trail"


class PathNode(TenantModel):
    """How many conversations came by a step, and at how many it was the last one so far.

    The row without flow and node counts the conversations themselves.
    """

    version_id = models.UUIDField()
    day = models.DateField()
    flow_id = models.CharField(max_length=100, blank=True, default="")
    node_id = models.CharField(max_length=100, blank=True, default="")
    visited = models.IntegerField(default=0)
    stopped = models.IntegerField(default=0)

    class Meta:
        db_table = "path_node"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "version_id", "day", "flow_id", "node_id"], name="path_node_day"
            )
        ]


class PathWay(TenantModel):
    """How many conversations passed a connection."""

    version_id = models.UUIDField()
    day = models.DateField()
    flow_id = models.CharField(max_length=100)
    source = models.CharField(max_length=100)
    port = models.CharField(max_length=100)
    target = models.CharField(max_length=100)
    passed = models.IntegerField(default=0)

    class Meta:
        db_table = "path_way"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "version_id", "day", "flow_id", "source", "port", "target"],
                name="path_way_day",
            )
        ]
