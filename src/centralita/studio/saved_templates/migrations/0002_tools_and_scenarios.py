from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("saved_templates", "0001_initial")]

    operations = [
        migrations.AddField("savedtemplate", "tools", models.JSONField(null=True)),
        migrations.AddField("savedtemplate", "scenarios", models.JSONField(null=True)),
    ]
