"""What the platform calls our webhook, and what is wrong with it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("voice_accounts", "0003_minute_price")]

    operations = [
        migrations.AddField(
            model_name="voiceaccount",
            name="webhook_id",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
        migrations.AddField(
            model_name="voiceaccount",
            name="webhook_problem",
            field=models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
    ]
