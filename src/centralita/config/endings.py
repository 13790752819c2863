"""How a command ends: with a sentence where an operator can mend it, and as a shell expects of one that was stopped."""

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType

import click
from django.db import OperationalError

from centralita.kit.errors import AppError

_OF_SIGNALS = 128


class Terminated(KeyboardInterrupt):
    """SIGTERM came: whoever waits for Ctrl-C ends by it, too."""


@contextlib.contextmanager
def explained(*, serves: bool = False, failure: int = 1) -> Iterator[None]:
    """Turn what an operator can mend into a sentence and an end with `failure`, and SIGTERM into a clean end.

    To be stopped is how what `serves` ends. Anything else was not done to its end, and ends with 130 or 143: what it
    noted on the interruption is told.
    """

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise Terminated

    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except AppError as error:
        from centralita.config.problems import operator_text

        click.echo(operator_text(error), err=True)
        raise SystemExit(failure) from None
    except KeyboardInterrupt as stopped:
        if serves:
            return
        for note in getattr(stopped, "__notes__", ()):
            click.echo(note, err=True)
        by = signal.SIGTERM if isinstance(stopped, Terminated) else signal.SIGINT
        raise SystemExit(_OF_SIGNALS + by) from None
    except OperationalError as error:
        click.echo(f"The database does not answer: {str(error).strip()}", err=True)
        click.echo("Check DATABASE_URL and the server; `centralita doctor` looks further.", err=True)
        raise SystemExit(failure) from None
