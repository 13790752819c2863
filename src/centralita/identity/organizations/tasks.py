"""Jobs: what lies beside the database goes after its rows have gone for good."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from centralita.identity.access.permissions import Permission
from centralita.kit.storage import Storage

# Every room that keeps files keeps them below a folder of this name and the organization's id.
FOLDERS = ("organizations", "knowledge", "attachments", "contacts", "compliance", "voices", "calls")
_KEYS_OF_JOB = 1000


@app.task(
    name="organizations.forget_organization",
    queue="files",
    retry=RetryStrategy(max_attempts=10, exponential_wait=4),
)
def forget_organization(*, organization_id: str) -> None:
    """Remove the files of an organization that was deleted."""
    storage: Storage = settings.STORAGE
    identifier = UUID(organization_id)
    for folder in FOLDERS:
        storage.delete_folder(f"{folder}/{identifier}")
        storage.delete_folder(f"{folder}/{identifier.hex}")


@app.task(
    name="organizations.forget_files",
    queue="files",
    retry=RetryStrategy(max_attempts=10, exponential_wait=4),
)
def forget_files(*, keys: list[str]) -> None:
    """Remove files that no row names any more."""
    storage: Storage = settings.STORAGE
    for key in keys:
        storage.delete(key)


def forget_later(keys: Sequence[str]) -> None:
    """Have files removed once the transaction that forgets them is there for good, whatever becomes of this process."""
    for begin in range(0, len(keys), _KEYS_OF_JOB):
        forget_files.defer(keys=list(keys[begin : begin + _KEYS_OF_JOB]))


@app.task(
    name="organizations.tell_members", queue="mail", retry=RetryStrategy(max_attempts=3, exponential_wait=10)
)
def send_letters(
    *, organization_id: str, permission: str, agent_id: str, letter: str, data: dict[str, str]
) -> None:
    """Write to everybody who may do this with this agent. A second try may reach some of them again."""
    from centralita.identity.organizations.letters import letters_to

    for message in letters_to(UUID(organization_id), Permission(permission), UUID(agent_id), letter, data):
        message.send()


def tell_members(
    organization_id: UUID,
    permission: Permission,
    agent_id: UUID,
    letter: str,
    data: Mapping[str, str],
    *,
    path: str,
) -> None:
    """Have a letter sent to everybody who may do this with this agent, once the transaction is there for good.

    `path` is the page of the dashboard that it leads to.
    """
    send_letters.defer(
        organization_id=str(organization_id),
        permission=permission.value,
        agent_id=str(agent_id),
        letter=letter,
        data={**data, "url": f"{settings.ENVIRONMENT.public_url}{path}"},
    )


@app.task(
    name="organizations.tell_member", queue="mail", retry=RetryStrategy(max_attempts=3, exponential_wait=10)
)
def send_letter(*, organization_id: str, user_id: str, letter: str, data: dict[str, str]) -> None:
    """Write to one member, if they still are one."""
    from centralita.identity.organizations.letters import letter_to

    message = letter_to(UUID(organization_id), UUID(user_id), letter, data)
    if message is not None:
        message.send()


def tell_member(
    organization_id: UUID, user_id: UUID, letter: str, data: Mapping[str, str], *, path: str
) -> None:
    """Have a letter sent to one member, once the transaction is there for good. `path` is the page it leads to."""
    send_letter.defer(
        organization_id=str(organization_id),
        user_id=str(user_id),
        letter=letter,
        data={**data, "url": f"{settings.ENVIRONMENT.public_url}{path}"},
    )
