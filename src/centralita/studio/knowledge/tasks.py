"""Jobs: ids in, safe to run again."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from centralita.kit.ids import OrganizationId


@app.task(
    name="knowledge.index_document",
    queue="knowledge",
    # A document at fault is marked as failed and not tried again; this is for a database or disk that went away.
    retry=RetryStrategy(max_attempts=5, exponential_wait=5),
)
def index_document(*, organization_id: str, document_id: str, attempt: int) -> None:
    """Read a document and replace its passages."""
    from centralita.studio.knowledge.indexing import index

    index(OrganizationId(UUID(organization_id)), UUID(document_id), attempt=attempt)


@app.task(
    name="knowledge.visit_site",
    queue="knowledge",
    # A site at fault is marked so and visited again in its time; this is for a database or disk that went away.
    retry=RetryStrategy(max_attempts=5, exponential_wait=5),
)
def visit_site(*, organization_id: str, site_id: str, attempt: int) -> None:
    """Read the pages of a site."""
    from centralita.studio.knowledge.sites.visiting import visit

    visit(OrganizationId(UUID(organization_id)), UUID(site_id), attempt=attempt)


@app.task(
    name="knowledge.fill_space",
    queue="knowledge",
    # What a model refuses is shown and tried again in its time; this is for a database that went away.
    retry=RetryStrategy(max_attempts=5, exponential_wait=5),
)
def fill_space(*, organization_id: str) -> None:
    """Give passages without a vector one."""
    from centralita.studio.knowledge.meaning.filling import fill

    fill(OrganizationId(UUID(organization_id)))
