from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("gallery", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="gallerycopy",
            name="holds",
            field=models.CharField(default="agent", max_length=8),
        ),
        migrations.AddField(
            model_name="gallerycopy",
            name="prompt_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="gallerycopy",
            name="saved_template_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="gallerycopy",
            name="tool_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="gallerysubmission",
            name="holds",
            field=models.CharField(default="agent", max_length=8),
        ),
        migrations.AddField(
            model_name="gallerytemplate",
            name="holds",
            field=models.CharField(default="agent", max_length=8),
        ),
        migrations.AlterField(
            model_name="gallerycopy",
            name="agent_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AlterField(
            model_name="gallerytemplate",
            name="kind",
            field=models.CharField(blank=True, default="", max_length=8),
        ),
        migrations.AlterField(
            model_name="gallerytemplate",
            name="purpose",
            field=models.CharField(blank=True, default="", max_length=24),
        ),
        migrations.AddConstraint(
            model_name="gallerycopy",
            constraint=models.UniqueConstraint(
                fields=("organization_id", "saved_template_id"), name="gallery_copy_flow"
            ),
        ),
        migrations.AddConstraint(
            model_name="gallerycopy",
            constraint=models.UniqueConstraint(
                fields=("organization_id", "prompt_id"), name="gallery_copy_prompt"
            ),
        ),
        migrations.AddConstraint(
            model_name="gallerycopy",
            constraint=models.UniqueConstraint(
                fields=("organization_id", "tool_id"), name="gallery_copy_tool"
            ),
        ),
        migrations.AddConstraint(
            model_name="gallerycopy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agent_id__isnull", False), ("holds", "agent")),
                    models.Q(("holds", "flow"), ("saved_template_id__isnull", False)),
                    models.Q(("holds", "prompt"), ("prompt_id__isnull", False)),
                    models.Q(("holds", "tool"), ("tool_id__isnull", False)),
                    _connector="OR",
                ),
                name="gallery_copy_holds",
            ),
        ),
        migrations.AddConstraint(
            model_name="gallerysubmission",
            constraint=models.CheckConstraint(
                condition=models.Q(("holds__in", ("agent", "flow", "prompt", "tool"))),
                name="gallery_submission_holds",
            ),
        ),
        migrations.AddConstraint(
            model_name="gallerytemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("holds__in", ("agent", "flow", "prompt", "tool"))),
                name="gallery_template_holds",
            ),
        ),
    ]
