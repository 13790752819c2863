from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("proof", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="publishrule",
            name="languages",
            field=models.BooleanField(default=False, db_default=False),
        )
    ]
