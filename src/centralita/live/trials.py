"""The experiment that runs on an agent, read along with the agent: a start asks the database nothing more for it.

Expects the agent's row as `a`.
"""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.experiments.domain.assignment import Trial

TRIAL_COLUMNS: Final = (
    "x.id AS trial_id, x.share AS trial_share, x.version_a_id AS trial_a, x.version_b_id AS trial_b,"
    " xb.blueprint_id AS trial_blueprint"
)
# At most one runs on an agent: there is a key for that.
TRIAL_JOIN: Final = (
    "LEFT JOIN experiment x ON x.organization_id = a.organization_id AND x.agent_id = a.id AND x.state = 'running'"
    " LEFT JOIN agent_version xb ON xb.organization_id = x.organization_id AND xb.id = x.version_b_id"
)


def trial_in(row: Mapping[str, Any]) -> Trial | None:
    """The experiment that a row with `TRIAL_COLUMNS` tells of."""
    if row["trial_blueprint"] is None:
        return None
    return Trial(row["trial_id"], row["trial_share"], row["trial_a"], row["trial_b"], row["trial_blueprint"])
