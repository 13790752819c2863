from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, Reference


class Migration(migrations.Migration):
    """A conversation's words go with it."""

    dependencies = [("references", "0003_knowledge"), ("conversations", "0002_search")]

    operations = [AddReferences([Reference("conversation_search", "id", "conversation")])]
