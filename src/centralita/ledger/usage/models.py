"""What is used, and what may be."""

from django.db import models

from centralita.identity.tenancy.models import TenantModel


class TokenDay(TenantModel):
    """Tokens of language models that an organization has taken on one day (UTC): spent, or held to be spent."""

    day = models.DateField()
    taken = models.BigIntegerField()

    class Meta:
        db_table = "token_day"
        constraints = [models.UniqueConstraint(fields=["organization_id", "day"], name="token_day_once")]
