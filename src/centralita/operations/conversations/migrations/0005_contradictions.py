from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conversations", "0004_experiment")]

    operations = [
        migrations.AddField(
            model_name="conversation",
            name="contradictions",
            field=models.PositiveSmallIntegerField(
                db_default=0,
                default=0,
                help_text="How many things the agent said that the profile of that day denies",
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("contradictions__gt", 0)),
                fields=["organization_id", "-started_at"],
                name="conversation_contradicting",
            ),
        ),
    ]
