from django.db import migrations, models


class Migration(migrations.Migration):
    """An account may pay another price than the platform's list says."""

    dependencies = [("voice_accounts", "0002_inbox")]

    operations = [
        migrations.AddField(
            model_name="voiceaccount",
            name="minute_micros",
            field=models.BigIntegerField(
                help_text="What a minute costs here; null: the list price", null=True
            ),
        ),
    ]
