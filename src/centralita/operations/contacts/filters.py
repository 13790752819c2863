"""A filter as it was sent, with ids instead of their texts."""

from centralita.kit.ids import from_text
from centralita.operations.contacts.domain.filter import ContactFilter
from centralita.operations.contacts.schemas import ContactFilterIn


def read_filter(given: ContactFilterIn) -> ContactFilter:
    """What is asked for. Raises MalformedId."""
    return ContactFilter(
        search=given.search,
        stage=given.stage or "",
        owner_id=from_text("mbr", given.owner) if given.owner not in {"", "none"} else None,
        unowned=given.owner == "none",
        tag=given.tag,
        source=given.source,
        do_not_call=given.do_not_call,
        import_id=from_text("imp", given.import_id) if given.import_id else None,
        sort=given.sort,
    )
