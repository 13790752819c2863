"""Organizations and who belongs to them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from centralita.identity.tenancy.models import TenantModel
from centralita.kit.ids import new_id


class Organization(models.Model):
    """A tenant. Shared table: it is what the others are kept apart by, and agencies see their clients in it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    parent_id = models.UUIDField(null=True, blank=True)
    name = models.CharField(max_length=120)
    slug = models.CharField(max_length=60, unique=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    language = models.CharField(max_length=8, default="en")
    currency = models.CharField(max_length=3, default="EUR")
    plan = models.CharField(max_length=40, default="starter")
    brand = models.JSONField(default=dict)
    settings = models.JSONField(default=dict)
    suspended_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "organization"
        indexes = [models.Index(fields=["parent_id"], name="organization_parent")]


class DiallingStop(models.Model):
    """Whoever runs the platform has stopped all calls: of one organization, or (without one) of all of them.

    Shared table: it is the platform's word about tenants, and read before each dial of any of them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=500)
    stopped_by_name = models.CharField(max_length=254, blank=True, default="")
    stopped_at = models.DateTimeField()

    class Meta:
        db_table = "dialling_stop"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id"], name="dialling_stop_once", nulls_distinct=False
            )
        ]


class Membership(TenantModel):
    """A person's role in an organization; a manager's is bound to the agents named here."""

    user_id = models.UUIDField()
    role = models.CharField(max_length=16)
    agent_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "membership"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "user_id"], name="membership_user"),
            models.CheckConstraint(
                condition=models.Q(role__in=["owner", "admin", "manager", "viewer"]), name="membership_role"
            ),
        ]
        indexes = [models.Index(fields=["user_id"], name="membership_by_user")]


class Invitation(TenantModel):
    """An offer of a role, sent by e-mail; only the hash of its token is kept."""

    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=16)
    agent_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    token_hash = models.BinaryField(max_length=32)
    invited_by = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "invitation"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "email"],
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="invitation_open",
            ),
            models.UniqueConstraint(fields=["organization_id", "token_hash"], name="invitation_token"),
        ]
        indexes = [models.Index(fields=["organization_id", "email"], name="invitation_email")]
