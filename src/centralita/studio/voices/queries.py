"""Reading voices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound
from centralita.kit.pagination import MalformedCursor, Page, decode_cursor, paginate
from centralita.studio.voices.domain.cleaning import name_key
from centralita.studio.voices.models import Voice, VoiceCatalogue, VoiceFavourite

_MOST_COUNTED = 10_001
_MOST_CHOICES = 200


@dataclass(frozen=True, slots=True)
class VoiceFilter:
    """What a list of voices is narrowed by. Empty and None do not narrow."""

    search: str = ""
    language: str = ""
    gender: str = ""
    accent: str = ""
    maker: str = ""
    account_id: UUID | None = None
    premium: bool | None = None
    cloned: bool | None = None
    favourites: bool = False


def filtered(actor: Actor, which: VoiceFilter) -> QuerySet[Voice]:
    """The voices that match and are still there, in no order."""
    rows = Voice.objects.filter(removed_at__isnull=True)
    for word in name_key(which.search).split()[:8]:
        rows = rows.filter(
            Q(name_key__contains=word)
            | Q(description__icontains=word)
            | Q(accent__icontains=word)
            | Q(maker__icontains=word)
            | Q(remote_id__iexact=word)
        )
    exact = {
        "gender": which.gender,
        "accent": which.accent,
        "maker": which.maker,
        "account_id": which.account_id,
        "premium": which.premium,
        "cloned": which.cloned,
    }
    rows = rows.filter(**{column: wanted for column, wanted in exact.items() if wanted not in ("", None)})
    if which.language:
        # `es` finds `es-MX` too, and a voice that speaks Spanish anywhere speaks it in Mexico.
        general = which.language.partition("-")[0].lower()
        spoken = RawSQL(
            "EXISTS (SELECT FROM unnest(languages) tag WHERE tag = %s OR tag = %s OR (%s AND tag LIKE %s))",
            [which.language, general, which.language.lower() == general, f"{general}-%"],
        )
        rows = rows.alias(spoken=spoken).filter(spoken=True)
    if which.favourites:
        rows = rows.filter(id__in=_liked(actor).values("voice_id"))
    return rows


def list_voices(matching: QuerySet[Voice], *, cursor: str | None, limit: int) -> Page[Voice]:
    """One page, by name."""
    rows = matching.order_by("name_key", "id")
    if cursor:
        name, last = decode_cursor(cursor, length=2)
        try:
            after = UUID(str(last))
        except ValueError:
            raise MalformedCursor(field="cursor") from None
        rows = rows.filter(Q(name_key__gt=str(name)) | Q(name_key=str(name), id__gt=after))
    return paginate(list(rows[: limit + 1]), limit, lambda row: (row.name_key, str(row.id)))


def count_voices(matching: QuerySet[Voice]) -> int:
    """How many these are, counted up to 10,001."""
    return matching.order_by().values("id")[:_MOST_COUNTED].count()


def get_voice(voice_id: UUID) -> Voice:
    """One voice, also one that is not listed any more. Raises NotFound."""
    voice = Voice.objects.filter(id=voice_id).first()
    if voice is None:
        raise NotFound(kind="voice")
    return voice


def favourite_ids(actor: Actor, ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these voices that the caller likes."""
    rows = _liked(actor).filter(voice_id__in=list(ids))
    return frozenset(rows.values_list("voice_id", flat=True))


def _liked(actor: Actor) -> QuerySet[VoiceFavourite]:
    rows = VoiceFavourite.objects.all()
    return rows.filter(user_id=actor.user_id) if actor.user_id else rows.none()


def catalogues() -> Mapping[UUID, VoiceCatalogue]:
    """How far each account's voices are known, by account."""
    return {row.account_id: row for row in VoiceCatalogue.objects.all()}


def choices(column: str) -> Sequence[str]:
    """The values of a column that voices have, at most 200."""
    rows = Voice.objects.filter(removed_at__isnull=True).exclude(**{column: ""}).order_by(column)
    return list(rows.values_list(column, flat=True).distinct()[:_MOST_CHOICES])


def spoken_languages() -> Sequence[str]:
    """The languages that voices speak, each with and without its country."""
    rows = (
        Voice.objects.filter(removed_at__isnull=True)
        .annotate(tag=RawSQL("unnest(languages)", []))
        .values_list("tag", flat=True)
        .distinct()
    )
    tags = {str(tag) for tag in rows}
    return sorted(tags | {tag.partition("-")[0] for tag in tags})[:_MOST_CHOICES]
