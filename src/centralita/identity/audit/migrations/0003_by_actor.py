from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_chains")]

    operations = [
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["organization_id", "actor_id", "-at"], name="audit_entry_actor"),
        ),
    ]
