"""Keys of programs over HTTP. A key opens none of these routes: it cannot make another."""

from django.db import connection

from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.identity.keys.actions import WantedKey, delete_api_key, make_api_key
from centralita.identity.keys.models import ApiKey
from centralita.identity.keys.schemas import ApiKeyIn, ApiKeyList, ApiKeyMade, ApiKeyOut
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import from_text, to_text

router = TenantRouter("keys")
MANAGE = Permission.API_KEY_MANAGE


@router.get("/api-keys", permission=MANAGE, operation="api_key_list", response=ApiKeyList)
def list_keys(request: TenantRequest) -> ApiKeyList:
    """The organization's keys for programs, newest first."""
    rows = list(
        ApiKey.objects.filter(organization_id=request.actor.organization_id).order_by("-created_at", "-id")
    )
    with connection.cursor() as cursor:
        # Plain SQL: members are a neighbour's.
        cursor.execute("SELECT user_id FROM membership")
        members = {user_id for (user_id,) in cursor.fetchall()}
    return ApiKeyList(items=[_out(row, here=row.user_id in members) for row in rows])


@router.post(
    "/api-keys",
    permission=MANAGE,
    operation="api_key_create",
    response=ApiKeyMade,
    status=201,
    # With an Idempotency-Key the answer would be kept, and the secret with it.
    transaction=False,
)
def create(request: TenantRequest, payload: ApiKeyIn) -> ApiKeyMade:
    """Make a key for a program, as a build server. It is told once, does no more than its maker, and ends with them."""
    wanted = WantedKey(
        payload.name,
        payload.permissions,
        [from_text("agt", each) for each in payload.agent_ids],
        payload.days,
    )
    with tenant_scope(request.actor.organization_id):
        row, text = make_api_key(request.actor, wanted)
    return ApiKeyMade(**_out(row, here=True).model_dump(), key=text)


@router.delete("/api-keys/{key_id}", permission=MANAGE, operation="api_key_delete", response=None)
def delete(request: TenantRequest, key_id: str) -> None:
    """Take a key back. It opens nothing from now on."""
    delete_api_key(request.actor, from_text("key", key_id))


def _out(row: ApiKey, *, here: bool) -> ApiKeyOut:
    return ApiKeyOut(
        id=to_text("key", row.id),
        name=row.name,
        ending=row.ending,
        permissions=row.permissions,
        agent_ids=[to_text("agt", each) for each in row.agent_ids],
        made_by=row.made_by_name,
        works=here and row.expires_at > now(),
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
    )
