"""An agent's life: what may follow what."""

from enum import StrEnum

from centralita.kit.errors import Conflict


class Status(StrEnum):
    """Where an agent stands. A draft has never been published."""

    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    ARCHIVED = "archived"


class Purpose(StrEnum):
    """What an agent is for."""

    INBOUND = "inbound"
    OUTBOUND_MARKETING = "outbound_marketing"
    SUPPORT = "support"
    APPOINTMENT_FOLLOW_UP = "appointment_follow_up"
    CUSTOM = "custom"


class Kind(StrEnum):
    """How people reach it."""

    VOICE = "voice"
    CHAT = "chat"
    BOTH = "both"


class NotPossibleNow(Conflict):
    """The agent's status does not allow this step; `data` has `status` and `step`."""

    code = "agent_step_not_possible"


class Step(StrEnum):
    """What a person may do to an agent's status."""

    PUBLISH = "publish"
    PAUSE = "pause"
    RESUME = "resume"
    ARCHIVE = "archive"
    RESTORE = "restore"
    DELETE = "delete"


_FROM: dict[Step, frozenset[Status]] = {
    Step.PUBLISH: frozenset({Status.DRAFT, Status.ACTIVE, Status.PAUSED}),
    Step.PAUSE: frozenset({Status.ACTIVE}),
    Step.RESUME: frozenset({Status.PAUSED}),
    Step.ARCHIVE: frozenset({Status.DRAFT, Status.ACTIVE, Status.PAUSED}),
    Step.RESTORE: frozenset({Status.ARCHIVED}),
    Step.DELETE: frozenset({Status.DRAFT, Status.ARCHIVED}),
}


def possible_steps(status: Status) -> list[Step]:
    """What may be done to an agent in this status."""
    return [step for step, statuses in _FROM.items() if status in statuses]


def follow(status: Status, step: Step, *, published: bool) -> Status:
    """The status after a step; NotPossibleNow when it does not apply. Publishing a paused agent keeps it paused."""
    if status not in _FROM[step]:
        raise NotPossibleNow(status=status.value, step=step.value)
    match step:
        case Step.PUBLISH:
            return Status.PAUSED if status is Status.PAUSED else Status.ACTIVE
        case Step.PAUSE:
            return Status.PAUSED
        case Step.RESUME:
            return Status.ACTIVE
        case Step.RESTORE:
            return Status.PAUSED if published else Status.DRAFT
        case Step.ARCHIVE | Step.DELETE:
            return Status.ARCHIVED
