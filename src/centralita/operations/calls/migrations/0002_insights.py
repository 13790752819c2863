from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("calls", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="call",
            name="insights",
            field=models.JSONField(
                default=dict, help_text="What a language model drew from the talk; empty until then"
            ),
        ),
    ]
