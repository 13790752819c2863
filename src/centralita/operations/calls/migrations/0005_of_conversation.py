from django.db import migrations, models


class Migration(migrations.Migration):
    """Whose call a conversation is, found without reading them all."""

    dependencies = [("calls", "0004_routing")]

    operations = [
        migrations.AddIndex(
            model_name="call",
            index=models.Index(
                condition=models.Q(("conversation_id__isnull", False)),
                fields=["organization_id", "conversation_id"],
                name="call_of_conversation",
            ),
        ),
    ]
