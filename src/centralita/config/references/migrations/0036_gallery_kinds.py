from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, Reference


class Migration(migrations.Migration):
    """That something was made of a template of the gallery goes with what was made."""

    dependencies = [("references", "0035_tool_sign_in"), ("gallery", "0002_kinds")]

    operations = [
        AddReferences(
            [
                Reference("gallery_copy", "saved_template_id", "saved_template"),
                Reference("gallery_copy", "prompt_id", "prompt"),
                Reference("gallery_copy", "tool_id", "tool"),
            ]
        )
    ]
