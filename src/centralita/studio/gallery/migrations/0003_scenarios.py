from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("gallery", "0002_kinds")]

    operations = [migrations.AddField("gallerycopy", "scenarios", models.JSONField(default=dict))]
