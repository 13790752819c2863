"""Having the numbers of accounts looked at soon."""

from typing import Final
from uuid import UUID

from centralita.operations.numbers.models import NumberCatalogue
from centralita.operations.numbers.tasks import refresh_numbers
from centralita.studio.voice_accounts.catalogues import Refresher


def _defer(organization_id: UUID, account_id: UUID) -> None:
    refresh_numbers.defer(organization_id=str(organization_id), account_id=str(account_id))


REFRESHER: Final = Refresher(NumberCatalogue.objects, _defer)
