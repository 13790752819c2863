from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference


class Migration(migrations.Migration):
    """Calls counted by month."""

    dependencies = [("references", "0010_compliance"), ("compliance", "0002_volumes_and_choices")]

    operations = [AddReferences([GlobalReference("call_volume", "organization_id", "organization")])]
