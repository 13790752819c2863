"""Run as a process of its own: migrations, as the owner of the schema."""

import os
import sys


def main() -> int:
    """Migrate, make the log's partitions ahead, and the tables of vectors where there may be some."""
    os.environ["CENTRALITA_DATABASE_ROLE"] = "owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "centralita.config.settings")
    if not os.environ.get("DATABASE_OWNER_URL"):
        sys.stderr.write("DATABASE_OWNER_URL is not set: migrations need the role that owns the schema.\n")
        return 2
    import django

    django.setup()
    from django.core.management import call_command

    from centralita.kit.clock import now
    from centralita.ledger.events.partitions import ensure_partitions
    from centralita.studio.knowledge.meaning.tables import ensure_vectors

    call_command(
        "migrate", interactive=False, verbosity=int(os.environ.get("CENTRALITA_MIGRATE_VERBOSITY", "0"))
    )
    ensure_partitions(now().date())
    ensure_vectors()
    return 0


if __name__ == "__main__":
    sys.exit(main())
