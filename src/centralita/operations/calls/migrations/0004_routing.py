"""Why a call goes by the account that it goes by."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("calls", "0003_erased")]

    operations = [
        migrations.AddField(
            model_name="call",
            name="routing",
            field=models.JSONField(
                db_default={},
                default=dict,
                help_text="Why this account: `why`, the accounts `passed` over with what spoke against them; `from` where wished",
            ),
        ),
    ]
