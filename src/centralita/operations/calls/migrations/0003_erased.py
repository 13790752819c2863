from django.db import migrations, models


class Migration(migrations.Migration):
    """What was said in a call is not kept for ever."""

    dependencies = [("calls", "0002_insights")]

    operations = [
        migrations.AddField(
            model_name="call",
            name="erased_at",
            field=models.DateTimeField(help_text="When what was said in it was let go of", null=True),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(
                condition=models.Q(("erased_at__isnull", True)),
                fields=["organization_id", "created_at"],
                name="call_kept",
            ),
        ),
    ]
