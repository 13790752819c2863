"""What may stand against a step with an experiment."""

from centralita.kit.errors import Conflict, Invalid


class ExperimentRuns(Conflict):
    """Another experiment runs on this agent. Data: `name`."""

    code = "experiment_runs"


class NotADraft(Conflict):
    """The experiment was started already: what it is about is fixed."""

    code = "experiment_not_draft"


class NotRunning(Conflict):
    """The experiment does not run."""

    code = "experiment_not_running"


class NothingLive(Conflict):
    """The agent has no live version that takes conversations, so there is nothing to compare with."""

    code = "experiment_nothing_live"


class SameVersion(Conflict):
    """Both versions would be the same. Data: `number`."""

    code = "experiment_same_version"


class NotToAdopt(Conflict):
    """The experiment's version cannot be put live: it did not stop, went live already, or another went live since."""

    code = "experiment_not_to_adopt"


class GoalIncomplete(Invalid):
    """What counts as success is not said in full. Data: `field`."""

    code = "experiment_goal_incomplete"


class GuardTwice(Invalid):
    """The same thing is guarded twice. Data: `field`."""

    code = "experiment_guard_twice"
