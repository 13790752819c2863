"""Whom a campaign is for: the contacts of a filter, of an imported file, or of a saved view."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from centralita.kit.errors import Invalid
from centralita.kit.ids import from_text
from centralita.operations.campaigns import ports
from centralita.operations.contacts.public import ContactFilter, find_contacts, import_name, view_name


class AudienceUnknown(Invalid):
    """The saved view or file that was named is not there."""

    code = "campaign_audience_unknown"


def page(
    organization_id: UUID, audience: Mapping[str, object], *, after: UUID | None, limit: int
) -> Sequence[UUID]:
    """The next contacts, in order of id. Raises AudienceUnknown, NotFound for a view that is gone."""
    if audience.get("kind") == "view":
        views = ports.views()
        if views is None:
            raise AudienceUnknown(field="audience.view_id")
        return views.page(
            organization_id, from_text("cvw", str(audience["view_id"])), after=after, limit=limit
        )
    return find_contacts(organization_id, wanted(audience), after=after, limit=limit)


def name_of(organization_id: UUID, audience: Mapping[str, object]) -> str:
    """What the saved view or the file is called; '' for a filter, and for what is gone."""
    match audience.get("kind"):
        case "view":
            return view_name(organization_id, from_text("cvw", str(audience["view_id"])))
        case "import":
            return import_name(organization_id, from_text("imp", str(audience["import_id"])))
    return ""


def wanted(audience: Mapping[str, object]) -> ContactFilter:
    """The filter of an audience that is none of a view. Raises MalformedId."""
    import_id = str(audience.get("import_id") or "")
    owner = str(audience.get("owner") or "")
    return ContactFilter(
        search=str(audience.get("search") or ""),
        stage=str(audience.get("stage") or ""),
        owner_id=from_text("mbr", owner) if owner not in {"", "none"} else None,
        unowned=owner == "none",
        tag=str(audience.get("tag") or ""),
        source=str(audience.get("source") or ""),
        import_id=from_text("imp", import_id) if import_id else None,
    )
