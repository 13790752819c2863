"""Voices over HTTP."""

from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import File, Form, Query
from ninja.files import UploadedFile

from centralita.identity.access import witness
from centralita.identity.access.permissions import Permission
from centralita.identity.audit import trail
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.errors import TooLarge
from centralita.kit.ids import from_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT
from centralita.studio.voice_accounts.queries import list_accounts
from centralita.studio.voices import presentation, queries
from centralita.studio.voices.actions.clone import MOST_BYTES, CloneWish, clone_voice
from centralita.studio.voices.actions.favourites import mark_favourite
from centralita.studio.voices.actions.refresh import REFRESHER
from centralita.studio.voices.actions.sample import speak_sample
from centralita.studio.voices.previews import read_preview
from centralita.studio.voices.schemas import (
    CloneTerms,
    Tier,
    VoiceList,
    VoiceOptions,
    VoiceOut,
    VoiceSampleIn,
)

router = TenantRouter("voices")

READ = Permission.VOICE_READ
Limit = Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=500)]
Search = Annotated[str, Query(max_length=200)]
Choice = Annotated[str, Query(max_length=80)]
SOUND = ("audio/mpeg", "audio/wav", "audio/ogg", "audio/flac", "audio/mp4", "audio/webm")


@router.get("/voices", permission=READ, operation="voice_list", response=VoiceList)
def list_voices(
    request: TenantRequest,
    search: Search = "",
    language: Choice = "",
    gender: Literal["", "female", "male", "neutral"] = "",
    accent: Choice = "",
    maker: Choice = "",
    account: Choice = "",
    tier: Tier | None = None,
    cloned: bool | None = None,
    favourites: bool = False,
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> VoiceList:
    """The voices of all connected accounts, by name."""
    which = queries.VoiceFilter(
        search=search,
        language=language,
        gender=gender,
        accent=accent,
        maker=maker,
        account_id=from_text("pac", account) if account else None,
        premium=None if tier is None else tier == "premium",
        cloned=cloned,
        favourites=favourites,
    )
    matching = queries.filtered(request.actor, which)
    page = queries.list_voices(matching, cursor=cursor, limit=limit)
    return VoiceList(
        items=presentation.shown(request.actor, page.items),
        next_cursor=page.next_cursor,
        total=queries.count_voices(matching) if cursor is None else None,
    )


@router.get("/voices/options", permission=READ, operation="voice_options", response=VoiceOptions)
def options(request: TenantRequest) -> VoiceOptions:
    """What voices can be narrowed by, and how far each account's voices are known."""
    return presentation.options(request.actor)


@router.get(
    "/voices/clone-terms",
    permission=Permission.VOICE_CLONE,
    operation="voice_clone_terms",
    response=CloneTerms,
)
def terms(request: TenantRequest) -> CloneTerms:
    """What somebody who clones a voice declares."""
    return presentation.terms(request.actor)


@router.post("/voices/refresh", permission=READ, operation="voice_refresh", response=VoiceOptions, status=202)
def refresh(request: TenantRequest) -> VoiceOptions:
    """Ask all platforms for their voices anew, in the background. Accounts that are being asked are passed over."""
    organization_id = request.actor.organization_id
    asked = [account.label for account in list_accounts() if REFRESHER.queue(organization_id, account.id)]
    if asked:
        trail.record(request.actor, action="voice_refresh", subject_kind="voice", after={"accounts": asked})
    else:
        witness.nothing_changed()
    return presentation.options(request.actor)


@router.post(
    "/voices/clones",
    permission=Permission.VOICE_CLONE,
    operation="voice_clone",
    response=VoiceOut,
    status=201,
    transaction=False,
)
def clone(
    request: TenantRequest,
    account_id: Annotated[str, Form(max_length=40)],
    name: Annotated[str, Form(min_length=1, max_length=120)],
    speaker: Annotated[str, Form(min_length=1, max_length=120)],
    files: File[list[UploadedFile]],
    agreed: Annotated[bool, Form()] = False,
) -> VoiceOut:
    """Make a voice of recordings. `agreed` declares what `/voices/clone-terms` says; without it nothing is made.

    At most 10 recordings of 10 MB, 40 MB together: WAV, MP3, OGG, FLAC, M4A or WebM.
    """
    if sum(file.size or 0 for file in files) > MOST_BYTES:
        raise TooLarge(field="files", limit=f"{MOST_BYTES // 1024 // 1024} MB")
    wish = CloneWish(
        account_id=from_text("pac", account_id),
        name=name.strip() or "?",
        speaker=speaker.strip() or "?",
        agreed=agreed,
        samples=[(file.name or "", file.read()) for file in files],
    )
    voice = clone_voice(request.actor, wish)
    with tenant_scope(request.actor.organization_id):
        return presentation.shown(request.actor, [voice])[0]


@router.get("/voices/{voice_id}", permission=READ, operation="voice_read", response=VoiceOut)
def read(request: TenantRequest, voice_id: str) -> VoiceOut:
    """One voice, also one that its platform does not list any more."""
    return presentation.shown(request.actor, [queries.get_voice(from_text("voi", voice_id))])[0]


@router.put(
    "/voices/{voice_id}/favourite", permission=READ, operation="voice_favourite_set", response=VoiceOut
)
def like(request: TenantRequest, voice_id: str) -> VoiceOut:
    """Put a voice among your favourites."""
    mark_favourite(request.actor, from_text("voi", voice_id), liked=True)
    return read(request, voice_id)


@router.delete(
    "/voices/{voice_id}/favourite", permission=READ, operation="voice_favourite_remove", response=VoiceOut
)
def unlike(request: TenantRequest, voice_id: str) -> VoiceOut:
    """Take a voice out of your favourites."""
    mark_favourite(request.actor, from_text("voi", voice_id), liked=False)
    return read(request, voice_id)


@router.post(
    "/voices/{voice_id}/sample",
    permission=READ,
    operation="voice_sample",
    response=bytes,
    media=SOUND,
    transaction=False,
)
def sample(request: TenantRequest, voice_id: str, payload: VoiceSampleIn) -> HttpResponse:
    """Let a voice say a sentence. `X-Voice-Sample: preview` says that it is the platform's own sample instead."""
    said = speak_sample(request.actor, from_text("voi", voice_id), payload.text, payload.language)
    response = HttpResponse(said.audio, content_type=said.media_type)
    response["X-Voice-Sample"] = "spoken" if said.spoken else "preview"
    return response


@router.get(
    "/voices/{voice_id}/preview",
    permission=READ,
    operation="voice_preview",
    response=bytes,
    media=SOUND,
    transaction=False,
)
def preview(request: TenantRequest, voice_id: str) -> HttpResponse:
    """The sample that the platform offers of a voice, at most 5 MB."""
    with tenant_scope(request.actor.organization_id):
        voice = queries.get_voice(from_text("voi", voice_id))
    audio, media = read_preview(voice)
    response = HttpResponse(audio, content_type=media)
    response["Cache-Control"] = "private, max-age=86400"
    return response
