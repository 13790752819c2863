"""Files of agents that came in, what was made of them and what was lost."""

from django.db import models

from centralita.identity.tenancy.models import TenantModel


class AgentImport(TenantModel):
    """What a file became. The file itself is not kept: its secrets would be. `blueprint` is in no language yet.

    Of a file of our own, `about` is what it tells of the agent itself, `scenarios` are its own. Agents that came in at once
    share an `upload_id`; each of them knows in `left_out` those of which nothing could be made.
    """

    file_name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    format = models.CharField(max_length=24)
    format_version = models.CharField(max_length=20, blank=True, default="")
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=8)
    blueprint = models.JSONField()
    tools = models.JSONField(default=list)
    scenarios = models.JSONField(default=list, db_default=[])
    about = models.JSONField(default=dict, db_default={})
    losses = models.JSONField(default=list)
    secrets = models.PositiveIntegerField(default=0)
    upload_id = models.UUIDField(null=True)
    left_out = models.JSONField(default=list, db_default=[])
    agent_id = models.UUIDField(null=True)
    created_by = models.UUIDField(null=True)
    created_by_name = models.CharField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "agent_import"
        indexes = [
            models.Index(fields=["organization_id", "agent_id", "-created_at"], name="agent_import_agent"),
            models.Index(
                fields=["organization_id", "upload_id"],
                name="agent_import_upload",
                condition=models.Q(upload_id__isnull=False),
            ),
        ]
