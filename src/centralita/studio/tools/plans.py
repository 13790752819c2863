"""Advanced tools are for paid plans. What is there already goes on by a smaller plan: only adding is refused."""

from centralita.identity.plans.catalogue import AdvancedTool, Plan, advanced_tools_of, first_plan_with
from centralita.identity.plans.room import plan_of
from centralita.kit.errors import Conflict
from centralita.kit.ids import OrganizationId
from centralita.studio.tools.domain.definition import ToolDefinition
from centralita.studio.tools.domain.sign_in import SignIn

_KINDS = {"mcp": AdvancedTool.MCP, "plugin": AdvancedTool.PLUGIN}


class ToolNeedsPlan(Conflict):
    """The plan does not have it. Data: `plan`, `ability`, `needed`: the smallest plan that does."""

    code = "tool_plan"


def abilities_of(content: ToolDefinition | None, sign_in: SignIn) -> frozenset[AdvancedTool]:
    """The advanced abilities that a tool has, or that only a sign-in does."""
    kind = _KINDS.get(content.request.kind) if content is not None else None
    signs = AdvancedTool.OAUTH2 if sign_in is SignIn.OAUTH2 else None
    return frozenset(one for one in (kind, signs) if one is not None)


def missing(
    organization_id: OrganizationId, wanted: frozenset[AdvancedTool]
) -> tuple[Plan, list[AdvancedTool]]:
    """The organization's plan, and what of this it does not have."""
    plan = plan_of(organization_id)
    return plan, sorted(wanted - advanced_tools_of(plan))


def require(
    organization_id: OrganizationId,
    wanted: frozenset[AdvancedTool],
    *,
    had: frozenset[AdvancedTool] = frozenset(),
    field: str,
) -> None:
    """Raises ToolNeedsPlan where something is added that the plan does not have; what it `had` may stay."""
    if not wanted - had:
        return
    plan, lacking = missing(organization_id, wanted - had)
    if lacking:
        raise ToolNeedsPlan(
            field=field, plan=plan.value, ability=lacking[0].value, needed=first_plan_with(lacking[0]).value
        )
