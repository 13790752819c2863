"""What a business tells about itself, and the immutable snapshots that conversations read."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from centralita.identity.tenancy.models import TenantModel


class BusinessProfile(TenantModel):
    """One for each organization, made by the first write. `snapshot_id` is what conversations start with."""

    name = models.CharField(max_length=120)
    description = models.CharField(max_length=2_000, blank=True, default="")
    industry = models.CharField(max_length=40, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    website = models.CharField(max_length=500, blank=True, default="")
    address = models.CharField(max_length=300, blank=True, default="")
    currency = models.CharField(max_length=3, default="EUR")
    time_zone = models.CharField(max_length=64, default="UTC")
    country = models.CharField(max_length=2, blank=True, default="")
    subdivision = models.CharField(max_length=8, blank=True, default="")
    public_holidays = models.BooleanField(default=False)
    payment_methods = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    hours = models.JSONField(default=dict)
    setup = models.JSONField(default=dict)
    snapshot_id = models.UUIDField(null=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "business_profile"
        constraints = [models.UniqueConstraint(fields=["organization_id"], name="business_profile_one")]


class BusinessSnapshot(TenantModel):
    """The compiled business: immutable, and stored once for each content."""

    content_hash = models.BinaryField(max_length=32)
    content = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "business_snapshot"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "content_hash"], name="business_snapshot_content"
            )
        ]


class Record(TenantModel):
    """What every record of the profile has: an order that a person chose, and a count of its edits."""

    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class Location(Record):
    """A place of the business, when there is more than the main address."""

    name = models.CharField(max_length=120)
    address = models.CharField(max_length=300, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    notes = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        db_table = "location"
        indexes = [models.Index(fields=["organization_id", "position"], name="location_order")]


class SpecialDay(Record):
    """A date with hours of its own; without spans the business is closed."""

    date = models.DateField()
    name = models.CharField(max_length=120, blank=True, default="")
    spans = models.JSONField(default=list)

    class Meta:
        db_table = "special_day"
        constraints = [models.UniqueConstraint(fields=["organization_id", "date"], name="special_day_date")]


class Offering(Record):
    """A service or a product, with its price in micro-units; `price_from` says that it may cost more."""

    kind = models.CharField(max_length=8, default="service")
    name = models.CharField(max_length=120)
    description = models.CharField(max_length=1_000, blank=True, default="")
    category = models.CharField(max_length=60, blank=True, default="")
    price_micros = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, default="EUR")
    price_from = models.BooleanField(default=False)
    duration_seconds = models.PositiveIntegerField(null=True)
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "offering"
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["service", "product"]), name="offering_kind"),
            models.CheckConstraint(
                condition=models.Q(price_micros__isnull=True) | models.Q(price_micros__gte=0),
                name="offering_price",
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "kind", "position"], name="offering_order")]


class StaffMember(Record):
    """Somebody who works here, with the services that they give and their own hours where those differ."""

    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120, blank=True, default="")
    offering_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    hours = models.JSONField(null=True)
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "staff_member"
        indexes = [models.Index(fields=["organization_id", "position"], name="staff_member_order")]


class BusinessPolicy(Record):
    """A rule of the house, such as cancellations, in the business's own words."""

    title = models.CharField(max_length=120)
    text = models.CharField(max_length=4_000)

    class Meta:
        db_table = "business_policy"
        indexes = [models.Index(fields=["organization_id", "position"], name="business_policy_order")]
