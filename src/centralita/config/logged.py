"""How the processes that serve write their log."""

from django.db.backends.signals import connection_created

from centralita.config.environment import Environment
from centralita.kit import logs
from centralita.kit.outage import DATABASE, OutageFilter


def set_up_logs() -> None:
    """As the environment says, with one line for an outage of the database instead of many tracebacks."""
    environment = Environment.read()
    logs.set_up(production=environment.production, level=environment.log_level, filters=[OutageFilter()])
    connection_created.connect(_answered, dispatch_uid=__name__)


def _answered(**_facts: object) -> None:
    DATABASE.answered()
