"""The jobs of contacts: a worker looks for them here."""

from centralita.operations.contacts.imports.tasks import carry_out_import, undo_import

__all__ = ["carry_out_import", "undo_import"]
