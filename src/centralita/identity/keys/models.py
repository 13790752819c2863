"""Keys that programs show to the API."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from centralita.identity.tenancy.models import TenantModel


class ApiKey(TenantModel):
    """A key of a member's for a program; only its hash is kept, and its last characters to know it by."""

    name = models.CharField(max_length=60)
    user_id = models.UUIDField()
    made_by_name = models.CharField(max_length=254, blank=True, default="")
    key_hash = models.BinaryField(max_length=32)
    ending = models.CharField(max_length=4)
    permissions = ArrayField(models.CharField(max_length=40))
    agent_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "api_key"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "key_hash"], name="api_key_hash"),
        ]
