"""What every tenant table begins with."""

from django.db import models

from centralita.kit.ids import new_id


class TenantModel(models.Model):
    """A row of one organization.

    For the ORM the key is `id`; in the database it is (organization_id, id), made by `TenantTable` in the
    migration that creates the table. Foreign keys are plain columns here: `config/references` adds them, all
    of them composite.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization_id = models.UUIDField(editable=False)

    class Meta:
        abstract = True
