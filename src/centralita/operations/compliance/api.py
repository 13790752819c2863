"""Rules of contact over HTTP."""

from typing import Annotated

from ninja import File, Form, Query
from ninja.files import UploadedFile

from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.kit.clock import Moment, now
from centralita.kit.errors import NotFound
from centralita.kit.ids import from_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT
from centralita.operations.compliance import house, lookups, presentation, queries
from centralita.operations.compliance.actions.imports import forget_register, import_register
from centralita.operations.compliance.actions.rules import (
    KEEP,
    RulesEdit,
    confirm_looser,
    set_rules,
    withdraw_confirmation,
)
from centralita.operations.compliance.actions.suppressions import lift_suppression, suppress_number
from centralita.operations.compliance.asking import decide_for_number
from centralita.operations.compliance.domain.question import OWN_LIST, Purpose
from centralita.operations.compliance.models import ContactRuleSet
from centralita.operations.compliance.public import may_contact
from centralita.operations.compliance.schemas import (
    REGISTER_KIND,
    ConfirmIn,
    DecisionOut,
    LiftIn,
    Number,
    PackList,
    RegisterImportList,
    RegisterImportOut,
    RulesChange,
    RulesOut,
    SuppressionIn,
    SuppressionList,
    SuppressionOut,
)
from centralita.studio.business.public import home_country

router = TenantRouter("compliance")

READ, MANAGE = Permission.COMPLIANCE_READ, Permission.COMPLIANCE_MANAGE
Automated = Annotated[bool, Query(description="Whether an artificial voice would speak")]


def _rules(request: TenantRequest, row: ContactRuleSet) -> RulesOut:
    with_etag(request, row.revision)
    return presentation.rules(request.actor, row, home_country(request.actor.organization_id))


@router.get("/contact-rules", permission=READ, operation="contact_rules_read", response=RulesOut)
def read_rules(request: TenantRequest) -> RulesOut:
    """Your own rules of contact. Its `ETag` goes into `If-Match` when you change them."""
    organization_id = request.actor.organization_id
    return _rules(request, house.stored_rules(organization_id) or house.unsaved_rules(organization_id))


@router.patch("/contact-rules", permission=MANAGE, operation="contact_rules_update", response=RulesOut)
def change_rules(request: TenantRequest, payload: RulesChange) -> RulesOut:
    """Allow countries, or be stricter than the packs: hours, pace, age of consent, further registers."""
    given = payload.model_dump(mode="json", include=payload.model_fields_set)
    for name in ("allowed_countries", "registers", "chosen"):
        if name in given:
            given[name] = sorted(set(given[name]))
    edit = RulesEdit(**{name: given.get(name, KEEP) for name in RulesChange.model_fields})
    return _rules(request, set_rules(request.actor, edit, seen=expected_revision(request)))


@router.get("/contact-rules/packs", permission=READ, operation="contact_pack_list", response=PackList)
def list_packs(request: TenantRequest) -> PackList:
    """The rules of each place in words, with their sources and dates, and what owners confirmed about them."""
    return PackList(
        items=presentation.pack_list(request.actor, queries.confirmations(), queries.chosen_rules()),
        registers=presentation.register_list(lookups.register_ages(request.actor.organization_id)),
    )


@router.get(
    "/contact-rules/preview", permission=READ, operation="contact_rules_preview", response=DecisionOut
)
def preview(
    request: TenantRequest,
    number: Annotated[Number, Query()],
    purpose: Purpose = "marketing",
    automated: Automated = True,
    at: Moment | None = None,
) -> DecisionOut:
    """Whether a number of somebody unknown may be called, now or at a moment, and why. Nothing is recorded."""
    made = decide_for_number(
        request.actor.organization_id, number, purpose=purpose, automated=automated, at=at or now()
    )
    return presentation.decision(request.actor, made, purpose=purpose, automated=automated)


@router.get(
    "/contacts/{contact_id}/contactability",
    permission=Permission.CONTACT_READ,
    operation="contact_contactability_read",
    response=DecisionOut,
)
def contactability(
    request: TenantRequest,
    contact_id: str,
    number: Annotated[str, Query(max_length=40)] = "",
    purpose: Purpose = "marketing",
    automated: Automated = True,
    at: Moment | None = None,
) -> DecisionOut:
    """Whether a contact may be called, now or at a moment: until when, why not, what must be said."""
    made = may_contact(
        request.actor.organization_id,
        from_text("con", contact_id),
        purpose=purpose,
        automated=automated,
        at=at or now(),
        number=number,
    )
    return presentation.decision(request.actor, made, purpose=purpose, automated=automated)


def _rule_key(key: str) -> tuple[str, str]:
    pack, separator, rule = key.partition(".")
    if not separator:
        raise NotFound(kind="contact_rule")
    return pack, rule


@router.put(
    "/contact-rules/confirmations/{key}",
    permission=Permission.OWNER_MANAGE,
    operation="contact_rule_confirm",
    response=PackList,
)
def confirm(request: TenantRequest, key: str, payload: ConfirmIn) -> PackList:
    """An owner confirms that one rule of a pack (`ES.register_robinson`) does not hold here, and why."""
    confirm_looser(request.actor, *_rule_key(key), payload.note)
    return list_packs(request)


@router.delete(
    "/contact-rules/confirmations/{key}",
    permission=MANAGE,
    operation="contact_rule_restore",
    response=None,
)
def restore(request: TenantRequest, key: str) -> None:
    """Let a rule hold again."""
    withdraw_confirmation(request.actor, *_rule_key(key))


@router.get("/suppressions", permission=READ, operation="suppression_list", response=SuppressionList)
def list_suppressions(
    request: TenantRequest,
    search: Annotated[str, Query(max_length=40)] = "",
    lifted: bool = False,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)] = DEFAULT_LIMIT,
) -> SuppressionList:
    """The own do-not-call list, newest first; search by a number or a part of one."""
    page, total = queries.list_suppressions(request.actor, search, lifted=lifted, cursor=cursor, limit=limit)
    return SuppressionList(
        items=[presentation.suppression(request.actor, row) for row in page.items],
        next_cursor=page.next_cursor,
        total=total,
    )


@router.post(
    "/suppressions",
    permission=MANAGE,
    operation="suppression_create",
    response=SuppressionOut,
    status=201,
)
def add(request: TenantRequest, payload: SuppressionIn) -> SuppressionOut:
    """Put a number on the list: nobody calls it from now on. One that is there already stays as it is."""
    row = suppress_number(request.actor, payload.number, topic=payload.topic, reason=payload.reason)
    return presentation.suppression(request.actor, row)


@router.post(
    "/suppressions/{suppression_id}/lift",
    permission=MANAGE,
    operation="suppression_lift",
    response=SuppressionOut,
)
def lift(request: TenantRequest, suppression_id: str, payload: LiftIn) -> SuppressionOut:
    """Take a number off the list, with the reason why it may be called again."""
    row = lift_suppression(request.actor, from_text("sup", suppression_id), payload.lifted_reason)
    return presentation.suppression(request.actor, row)


@router.get(
    "/register-imports", permission=READ, operation="register_import_list", response=RegisterImportList
)
def list_imports(request: TenantRequest) -> RegisterImportList:
    """Files of numbers, newest first, with how far their reading is and until when they count."""
    return RegisterImportList(
        items=[presentation.register_import(request.actor, row) for row in queries.list_imports()]
    )


@router.post(
    "/register-imports",
    permission=MANAGE,
    operation="register_import_create",
    response=RegisterImportOut,
    status=201,
)
def take_in(
    request: TenantRequest,
    file: File[UploadedFile],
    kind: Annotated[str, Form(pattern=REGISTER_KIND)] = OWN_LIST,
    taken_at: Annotated[Moment | None, Form()] = None,
    part: Annotated[str, Form(max_length=40)] = "",
) -> RegisterImportOut:
    """Upload numbers, one a line or in a CSV, of 50 MB at most: for the `own` list, or as a copy of a register.

    It is read in the background. A register's copy then takes the place of the earlier one; its age counts from
    `taken_at`. A register in several files is told apart by `part`: each takes the place of its own earlier copy,
    and the register is as old as the oldest of them.
    """
    row = import_register(
        request.actor,
        kind,
        part=part.strip(),
        file_name=file.name or "",
        chunks=file.chunks(),
        taken_at=taken_at,
    )
    return presentation.register_import(request.actor, row)


@router.get(
    "/register-imports/{import_id}",
    permission=READ,
    operation="register_import_read",
    response=RegisterImportOut,
)
def read_import(request: TenantRequest, import_id: str) -> RegisterImportOut:
    """One file, while it is read and afterwards."""
    return presentation.register_import(request.actor, queries.get_import(from_text("rgi", import_id)))


@router.delete(
    "/register-imports/{import_id}",
    permission=MANAGE,
    operation="register_import_delete",
    response=None,
)
def remove_import(request: TenantRequest, import_id: str) -> None:
    """Look at a copy of a register no longer. Numbers that a file brought to the own list stay there."""
    forget_register(request.actor, from_text("rgi", import_id))
