"""Search by meaning over HTTP."""

from django.conf import settings
from django.db.models import Sum
from django.db.models.functions import Length

from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.kit.clock import now
from centralita.kit.ids import from_text, to_text
from centralita.providers.embeddings.local import local_problem
from centralita.providers.embeddings.opening import VECTOR_MODELS
from centralita.providers.llm.catalog import ModelVendor
from centralita.providers.llm.model import ModelReply
from centralita.providers.llm.prices import cost_of
from centralita.studio.knowledge import presentation
from centralita.studio.knowledge.meaning import vectors
from centralita.studio.knowledge.meaning.actions import Wish, choose, switch_off, try_again
from centralita.studio.knowledge.meaning.schemas import (
    MeaningIn,
    MeaningOut,
    SpaceOut,
    VectorChoiceOut,
    VectorModelOut,
)
from centralita.studio.knowledge.models import KnowledgePassage, KnowledgeSpace
from centralita.studio.language_models.public import accounts

READ, WRITE = Permission.KNOWLEDGE_READ, Permission.KNOWLEDGE_UPDATE
_MILLION = 1_000_000
_LETTERS_OF_A_TOKEN = 4


def read_meaning(request: TenantRequest) -> MeaningOut:
    """How knowledge is searched, how far the vectors are, and who could make them."""
    available = vectors.available()
    spaces = {space.used: space for space in KnowledgeSpace.objects.all()}
    letters = KnowledgePassage.objects.aggregate(all=Sum(Length("text") + Length("heading")))["all"] or 0
    folder = settings.ENVIRONMENT.embedding_model
    return MeaningOut(
        available=available,
        used=_space(request, spaces.get(True), available=available),
        coming=_space(request, spaces.get(False), available=available),
        passages=KnowledgePassage.objects.count(),
        tokens=letters // _LETTERS_OF_A_TOKEN,
        choices=[
            VectorChoiceOut(
                account_id=to_text("pac", account.id),
                label=account.label,
                vendor=account.vendor.value,
                models=[_model(account.vendor, name) for name in VECTOR_MODELS[account.vendor]],
            )
            for account in accounts()
            if account.vendor in VECTOR_MODELS
        ],
        local=None if folder is None or local_problem(folder) else folder.name,
        can=presentation.allowed(request.actor),
    )


def change_meaning(request: TenantRequest, payload: MeaningIn) -> MeaningOut:
    """Choose who makes the vectors. Until all passages have theirs, the search goes on as before."""
    if payload.kind == "off":
        switch_off(request.actor)
    else:
        account_id = from_text("pac", payload.account_id) if payload.account_id else None
        choose(request.actor, Wish(payload.kind, account_id, payload.model))
    return read_meaning(request)


def retry_meaning(request: TenantRequest) -> MeaningOut:
    """Go on after a failure."""
    try_again(request.actor)
    return read_meaning(request)


def mount_meaning(router: TenantRouter) -> None:
    """Declare the routes."""
    router.get("/knowledge/meaning", permission=READ, operation="knowledge_meaning", response=MeaningOut)(
        read_meaning
    )
    router.put(
        "/knowledge/meaning", permission=WRITE, operation="knowledge_meaning_update", response=MeaningOut
    )(change_meaning)
    router.post(
        "/knowledge/meaning/retry",
        permission=WRITE,
        operation="knowledge_meaning_retry",
        response=MeaningOut,
    )(retry_meaning)


def _model(vendor: ModelVendor, name: str) -> VectorModelOut:
    reply = ModelReply(text="", model=name, finish="stop", tokens_in=_MILLION)
    cost = cost_of(vendor, name, reply, now())
    return VectorModelOut(name=name, micros_per_million=None if cost is None else cost.micros)


def _space(request: TenantRequest, space: KnowledgeSpace | None, *, available: bool) -> SpaceOut | None:
    if space is None:
        return None
    error = presentation.space_problem(space.error_code, request.actor.language) if space.error_code else None
    return SpaceOut.model_validate(
        {
            "kind": space.kind,
            "account_id": None if space.account_id is None else to_text("pac", space.account_id),
            "model": space.model,
            "status": space.status,
            "error": error,
            "done": vectors.count(space) if available else 0,
            "dimensions": space.dimensions,
            "tokens": space.tokens,
            "cost_micros": space.cost_micros,
            "currency": space.currency,
            "updated_at": space.updated_at,
        }
    )
