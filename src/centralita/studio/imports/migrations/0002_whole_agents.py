from django.db import migrations, models


class Migration(migrations.Migration):
    """Files of our own bring scenarios, and tell what the agent is besides what it does."""

    dependencies = [("imports", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="agentimport",
            name="scenarios",
            field=models.JSONField(default=list, db_default=[]),
        ),
        migrations.AddField(
            model_name="agentimport",
            name="about",
            field=models.JSONField(default=dict, db_default={}),
        ),
    ]
