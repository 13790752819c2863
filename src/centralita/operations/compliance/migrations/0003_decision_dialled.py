from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("compliance", "0002_volumes_and_choices")]

    operations = [
        migrations.AddField(
            model_name="contactdecision", name="dialled", field=models.BooleanField(default=True)
        ),
    ]
