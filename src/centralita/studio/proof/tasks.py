"""Jobs: ids in, safe to run again."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from centralita.kit.ids import OrganizationId


@app.task(
    name="proof.replay",
    queue="scenarios",
    # What was held is kept, so a second time goes on where the first stopped.
    retry=RetryStrategy(max_attempts=5, exponential_wait=5),
)
def replay_conversations(*, organization_id: str, replay_id: str) -> None:
    """Hold a replay's conversations that were not held yet."""
    from centralita.studio.proof.replaying import hold_replay

    hold_replay(OrganizationId(UUID(organization_id)), UUID(replay_id))
