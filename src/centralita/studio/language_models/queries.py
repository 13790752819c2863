"""Reading accounts of language models."""

from collections.abc import Sequence
from uuid import UUID

from centralita.kit.errors import NotFound
from centralita.studio.language_models.models import ModelAccount

MOST_ACCOUNTS = 100


def list_accounts() -> Sequence[ModelAccount]:
    """All accounts of the organization, by label."""
    return list(ModelAccount.objects.order_by("label", "id"))


def get_account(account_id: UUID, *, lock: bool = False) -> ModelAccount:
    """One account; NotFound when it is another organization's or gone."""
    accounts = ModelAccount.objects.all()
    account = (accounts.select_for_update() if lock else accounts).filter(id=account_id).first()
    if account is None:
        raise NotFound(kind="model_account")
    return account
