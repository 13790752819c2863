from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("saved_templates", "0002_tools_and_scenarios")]

    operations = [
        migrations.AddField("savedtemplate", "holds", models.CharField(default="agent", max_length=8)),
        migrations.AlterField(
            "savedtemplate", "kind", models.CharField(blank=True, default="", max_length=8)
        ),
        migrations.AlterField(
            "savedtemplate", "purpose", models.CharField(blank=True, default="", max_length=24)
        ),
        migrations.AddConstraint(
            "savedtemplate",
            models.CheckConstraint(
                condition=models.Q(("holds__in", ("agent", "flow", "prompt", "tool"))),
                name="saved_template_holds",
            ),
        ),
    ]
