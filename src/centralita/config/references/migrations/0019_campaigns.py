from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference

TABLES = ("campaign", "campaign_contact", "campaign_attempt", "calling_switch")


class Migration(migrations.Migration):
    """The people and calls of a campaign go with it; a person who is deleted leaves it."""

    dependencies = [("references", "0018_contact_view"), ("campaigns", "0001_initial")]

    operations = [
        AddReferences(
            [
                *(GlobalReference(table, "organization_id", "organization") for table in TABLES),
                Reference("campaign", "agent_id", "agent", on_delete="SET NULL"),
                Reference("campaign_contact", "campaign_id", "campaign"),
                Reference("campaign_contact", "contact_id", "contact"),
                Reference("campaign_attempt", "campaign_id", "campaign"),
                Reference("campaign_attempt", "contact_id", "contact"),
            ]
        )
    ]
