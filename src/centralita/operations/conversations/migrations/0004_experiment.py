from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conversations", "0003_active_at")]

    operations = [
        migrations.AddField(
            model_name="conversation", name="experiment_id", field=models.UUIDField(null=True)
        ),
        migrations.AddField(
            model_name="conversation",
            name="arm",
            field=models.CharField(blank=True, db_default="", default="", max_length=1),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("experiment_id__isnull", False)),
                fields=["organization_id", "experiment_id", "arm", "-started_at"],
                name="conversation_experiment",
            ),
        ),
    ]
