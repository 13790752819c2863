from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("prompts", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="promptanswer",
            name="calls",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="promptanswer",
            name="earlier",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="promptanswer",
            name="never",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="promptanswer",
            name="number",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="promptanswer",
            name="says",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="promptcase",
            name="earlier",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="promptcase",
            name="never",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="promptcase",
            name="says",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="prompttrial",
            name="beside",
            field=models.JSONField(default=list),
        ),
    ]
