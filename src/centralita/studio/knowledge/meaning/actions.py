"""Choosing how passages become vectors, trying again, and going back to words alone."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.conf import settings

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.errors import AppError, Category, Conflict
from centralita.kit.ids import to_text
from centralita.providers.embeddings.local import local_problem
from centralita.providers.embeddings.opening import VECTOR_MODELS
from centralita.providers.llm.opening import MODEL_NAME
from centralita.studio.knowledge.meaning.embedders import LOCAL
from centralita.studio.knowledge.meaning.later import fill_later
from centralita.studio.knowledge.meaning.vectors import available
from centralita.studio.knowledge.models import KnowledgeSpace
from centralita.studio.language_models.public import vector_model


class NoVectors(Conflict):
    """The database has no pgvector: its operator must bring it."""

    code = "knowledge_no_vectors"


class NoLocalModel(Conflict):
    """There is no model of vectors on this machine: its operator must bring it."""

    code = "knowledge_no_local_model"


class NoVectorModel(AppError):
    """The vendor of this account has no models of vectors."""

    code = "knowledge_no_vector_model"
    category = Category.INVALID


@dataclass(frozen=True, slots=True)
class Wish:
    """Who is to make the vectors; `account_id` and `model` for an account."""

    kind: Literal["account", "local"]
    account_id: UUID | None = None
    model: str = ""


def choose(actor: Actor, wish: Wish) -> None:
    """Have every passage made a vector by this model. What was searched on stays in use until all are."""
    if not available():
        raise NoVectors
    account_id, model = _checked(wish)
    spaces = {space.used: space for space in KnowledgeSpace.objects.select_for_update()}
    wanted = (wish.kind, account_id, model)
    coming = spaces.get(False)
    if coming is not None and _is(coming, wanted):
        witness.nothing_changed()
        return
    if coming is not None:
        coming.delete()
    used = spaces.get(True)
    if used is None or not _is(used, wanted):
        KnowledgeSpace.objects.create(
            organization_id=actor.organization_id, kind=wish.kind, account_id=account_id, model=model
        )
        fill_later(actor.organization_id)
    elif coming is None:
        witness.nothing_changed()
        return
    before = coming or used
    _tell(
        actor,
        "knowledge_meaning_choose",
        None if before is None else {"kind": before.kind, "model": before.model},
        {"kind": wish.kind, "model": model},
    )


def try_again(actor: Actor) -> None:
    """Go on with what failed or waits."""
    stuck = [
        space for space in KnowledgeSpace.objects.select_for_update() if space.status in {"failed", "waiting"}
    ]
    if not stuck:
        witness.nothing_changed()
        return
    for space in stuck:
        space.status, space.error_code, space.tries = "filling", "", 0
        space.attempt += 1
        space.save()
    fill_later(actor.organization_id)
    _tell(actor, "knowledge_meaning_retry", None, {"model": stuck[0].model})


def switch_off(actor: Actor) -> None:
    """Search by words alone, and forget every vector."""
    spaces = list(KnowledgeSpace.objects.select_for_update().order_by("-used"))
    if not spaces:
        witness.nothing_changed()
        return
    for space in spaces:
        space.delete()
    _tell(actor, "knowledge_meaning_off", {"kind": spaces[0].kind, "model": spaces[0].model}, None)


def _checked(wish: Wish) -> tuple[UUID | None, str]:
    if wish.kind == LOCAL:
        folder = settings.ENVIRONMENT.embedding_model
        if folder is None or local_problem(folder):
            raise NoLocalModel
        return None, folder.name
    if wish.account_id is None or not MODEL_NAME.fullmatch(wish.model):
        raise NoVectorModel(field="model")
    if vector_model(wish.account_id, wish.model).vendor not in VECTOR_MODELS:
        raise NoVectorModel(field="account_id")
    return wish.account_id, wish.model


def _is(space: KnowledgeSpace, wanted: tuple[str, UUID | None, str]) -> bool:
    return (space.kind, space.account_id, space.model) == wanted


def _tell(
    actor: Actor, action: str, before: dict[str, object] | None, after: dict[str, object] | None
) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="knowledge_space",
        subject_id=to_text("org", actor.organization_id),
        before=before,
        after=after,
    )
