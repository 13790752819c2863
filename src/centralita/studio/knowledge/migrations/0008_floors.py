from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0007_question_tags"),
    ]

    operations = [
        migrations.AddField(
            model_name="knowledgespace",
            name="floors",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name="knowledgespace",
            name="measured_at",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
