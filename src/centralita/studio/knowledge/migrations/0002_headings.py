import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="knowledgeposting",
            name=name,
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.IntegerField(), default=list, db_default=[], size=None
            ),
        )
        for name in ("headings", "trails")
    ]
