from django.db import migrations

from centralita.identity.tenancy.operations import SeenByUser


class Migration(migrations.Migration):
    """A key of a request that makes an organization is looked up before there is one."""

    dependencies = [("gate", "0001_initial")]

    operations = [SeenByUser("idempotency_record")]
