from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agents", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="agentversion",
            name="forced_because",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Why, when the agent's rule stood against it",
                max_length=500,
            ),
        )
    ]
