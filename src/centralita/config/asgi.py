"""ASGI applications: everything in one process, and the live plane alone."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "centralita.config.settings")


def application() -> object:
    """Everything in one process (a factory, for `uvicorn --factory`)."""
    from centralita.config.live import whole

    return whole()


def live_application() -> object:
    """The live plane alone (a factory)."""
    from centralita.config.live import live_only

    return live_only()
