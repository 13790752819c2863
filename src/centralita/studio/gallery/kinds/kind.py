"""What a kind of thing is to the gallery."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.studio.gallery.domain.merging import Step
from centralita.studio.gallery.models import GalleryCopy, GalleryTemplate
from centralita.studio.gallery.schemas import GalleryPackIn
from centralita.studio.saved_templates.public import Saved

P_contra = TypeVar("P_contra", contravariant=True)


@dataclass(frozen=True, slots=True)
class Wish:
    """How what is made is to be called, and whether an agent's sample knowledge comes along."""

    name: str
    samples: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: its id, it as it was drawn, and how what it brought is called here by the wished names.

    `scenarios` are the ids of those that an agent brought, by the template's keys.
    """

    id: UUID
    base: dict[str, Any]
    names: dict[str, str] = field(default_factory=dict)
    scenarios: dict[str, str] = field(default_factory=dict)


class Kind(Protocol[P_contra]):
    """One kind of thing; `P_contra` is the package that it travels as. All of it is inside the organization's scope."""

    prefix: str
    """Of the ids of what is made."""

    def pack(self, actor: Actor, saved: Saved, told: GalleryPackIn) -> dict[str, Any]:
        """What a saved template would take along, before anything is taken out. Raises Invalid for what cannot be."""

    def require_fit(self, actor: Actor, package: P_contra) -> None:
        """Raises where what is made of it could not be published."""

    def problems(self, package: P_contra, language: str) -> list[str]:
        """What the checks say of it, as sentences for whoever looks at it."""

    def require(self, actor: Actor, thing_id: UUID) -> None:
        """Raises NotFound for what is not the actor's to see."""

    def names_of(self, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
        """What those that are open to the actor are called."""

    def make(self, actor: Actor, template: GalleryTemplate, package: P_contra, wish: Wish) -> Made:
        """Make one of it."""

    def steps(
        self, actor: Actor, copy: GalleryCopy, before: P_contra, after: P_contra, *, lock: bool
    ) -> Sequence[Step]:
        """What a newer version would change of what was made; with `lock` nobody else changes it meanwhile."""

    def take(
        self,
        actor: Actor,
        copy: GalleryCopy,
        before: P_contra,
        after: P_contra,
        steps: Sequence[Step],
        taken: Collection[str],
    ) -> None:
        """Do the steps whose keys are taken, and have the copy hold what the next version is compared with.

        The copy's `package` is the newer version's already, and is not saved.
        """
