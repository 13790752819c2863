"""Jobs: ids in, safe to run again."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from centralita.kit.ids import OrganizationId

# Failures of a platform are told at the deployment; these are for a database that went away.
_RETRY = RetryStrategy(max_attempts=8, exponential_wait=3)


@app.task(name="deployments.bring", queue="deployments", retry=_RETRY)
def bring_deployment(*, organization_id: str, deployment_id: str) -> None:
    """Bring a platform to where a deployment is wanted."""
    from centralita.studio.deployments.bringing import bring_or_wait

    bring_or_wait(OrganizationId(UUID(organization_id)), UUID(deployment_id))


@app.task(name="deployments.check", queue="deployments", retry=_RETRY)
def check_deployment(*, organization_id: str, deployment_id: str) -> None:
    """See whether another hand changed the agent at its platform."""
    from centralita.studio.deployments.checking import check

    check(OrganizationId(UUID(organization_id)), UUID(deployment_id))
