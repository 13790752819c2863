from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference


class Migration(migrations.Migration):
    """That an organization may not call goes with it."""

    dependencies = [("references", "0020_scenarios"), ("organizations", "0003_dialling_stop")]

    operations = [AddReferences([GlobalReference("dialling_stop", "organization_id", "organization")])]
