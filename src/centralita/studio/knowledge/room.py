"""How many documents there may be, uploaded and read from sites alike."""

from centralita.kit.errors import Conflict

MOST_DOCUMENTS = 2_000


class TooManyDocuments(Conflict):
    """The organization has as many documents as it may have; `limit` says how many."""

    code = "too_many_records"
