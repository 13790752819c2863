from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference


class Migration(migrations.Migration):
    """What organizations published goes with them; a template's versions and ratings go with the template."""

    dependencies = [("references", "0030_experiments"), ("gallery", "0001_initial")]

    operations = [
        AddReferences(
            [
                GlobalReference("gallery_submission", "organization_id", "organization"),
                GlobalReference("gallery_copy", "organization_id", "organization"),
                GlobalReference("gallery_use", "organization_id", "organization"),
                GlobalReference("gallery_waiting", "organization_id", "organization"),
                GlobalReference("gallery_template", "organization_id", "organization"),
                GlobalReference("gallery_release", "gallery_id", "gallery_template"),
                GlobalReference("gallery_rating", "gallery_id", "gallery_template"),
                Reference("gallery_submission", "saved_template_id", "saved_template", on_delete="SET NULL"),
                Reference("gallery_copy", "agent_id", "agent"),
            ]
        )
    ]
