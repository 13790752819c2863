from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DeveloperMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_at", models.DateTimeField(auto_now_add=True)),
                ("recipients", models.TextField()),
                ("subject", models.TextField()),
                ("text", models.TextField()),
            ],
            options={
                "db_table": "developer_mail",
                "indexes": [models.Index(fields=["-sent_at"], name="developer_mail_sent")],
            },
        ),
    ]
