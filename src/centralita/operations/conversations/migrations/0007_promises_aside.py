from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0006_turn_rating"),
    ]

    operations = [
        migrations.AddField(
            model_name="conversation",
            name="promises_aside",
            field=models.JSONField(
                db_default=[],
                default=list,
                help_text="What of that needs nothing: `key`, `reason`, `by`, `at`",
            ),
        ),
        migrations.AlterField(
            model_name="conversation",
            name="contradictions",
            field=models.PositiveSmallIntegerField(
                db_default=0,
                default=0,
                help_text="How many things the agent said that the profile of that day denies, but for what was put aside",
            ),
        ),
    ]
