"""A further mode: the platform walks our flow. And what the platform was told of the documents."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deployments", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="deployment", name="deployment_mode"),
        migrations.AddConstraint(
            model_name="deployment",
            constraint=models.CheckConstraint(
                condition=models.Q(("mode__in", ("brain", "native", "flow"))), name="deployment_mode"
            ),
        ),
        migrations.AddField(
            model_name="deployment",
            name="told",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
    ]
