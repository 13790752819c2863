from django.db import migrations

from centralita.identity.tenancy.operations import AddReferences, GlobalReference, Reference


class Migration(migrations.Migration):
    """Foreign keys of knowledge. Passages and postings reach their organization through the document."""

    dependencies = [("references", "0002_business"), ("knowledge", "0001_initial")]

    operations = [
        AddReferences(
            [
                GlobalReference("knowledge_source", "organization_id", "organization"),
                GlobalReference("knowledge_document", "organization_id", "organization"),
                Reference("knowledge_document", "source_id", "knowledge_source"),
                Reference("knowledge_passage", "document_id", "knowledge_document"),
                Reference("knowledge_posting", "document_id", "knowledge_document"),
            ]
        )
    ]
