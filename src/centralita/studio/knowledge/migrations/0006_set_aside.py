from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0005_meaning"),
    ]

    operations = [
        migrations.AddField(
            model_name="knowledgedocument",
            name="set_aside",
            field=models.JSONField(db_default=[], default=list),
        ),
    ]
