from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference


class Migration(migrations.Migration):
    dependencies = [("references", "0006_metrics"), ("usage", "0001_initial")]

    operations = [AddReferences([GlobalReference("token_day", "organization_id", "organization")])]
