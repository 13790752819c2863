from django.db import migrations, models


class Migration(migrations.Migration):
    """Agents that came in at once know of each other, and of those that could not be read."""

    dependencies = [("imports", "0002_whole_agents")]

    operations = [
        migrations.AddField(
            model_name="agentimport",
            name="upload_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="agentimport",
            name="left_out",
            field=models.JSONField(default=list, db_default=[]),
        ),
        migrations.AddIndex(
            model_name="agentimport",
            index=models.Index(
                fields=["organization_id", "upload_id"],
                name="agent_import_upload",
                condition=models.Q(upload_id__isnull=False),
            ),
        ),
    ]
