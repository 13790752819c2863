"""The rights of the role that this process runs as. Row-level security means nothing to the wrong one."""

from dataclasses import dataclass

from django.db import connection

from centralita.kit.errors import AppError, Category


class UnsafeRole(AppError):
    """The role could step round row-level security; `reason` says how, `role` which one it is."""

    code = "database_role_unsafe"
    category = Category.UNAVAILABLE


@dataclass(frozen=True, slots=True)
class RoleRights:
    """What a role may do that the application's must not."""

    name: str
    superuser: bool
    bypasses_policies: bool
    owns_tables: bool


def rights_of_this_role() -> RoleRights:
    """Ask the server."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls,"
            " EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            "  WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND pg_has_role(current_user, c.relowner, 'USAGE'))"
            " FROM pg_roles WHERE rolname = current_user"
        )
        name, superuser, bypass, owns = cursor.fetchone()
    return RoleRights(name, superuser, bypass, owns)


def refuse_unsafe(rights: RoleRights) -> None:
    """Raises UnsafeRole for a role that must not serve anybody."""
    if rights.superuser:
        raise UnsafeRole(role=rights.name, reason="it is a superuser")
    if rights.bypasses_policies:
        raise UnsafeRole(role=rights.name, reason="it bypasses row-level security")
    if rights.owns_tables:
        raise UnsafeRole(role=rights.name, reason="it owns tables")
