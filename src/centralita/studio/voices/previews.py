"""Samples that platforms offer of their voices: fetched by us, kept by us. Pages of ours load no foreign sound."""

import hashlib
from dataclasses import replace
from functools import cache
from io import BytesIO
from uuid import UUID

from django.conf import settings

from centralita.kit.errors import AppError, Category, NotFound
from centralita.kit.outbound import Limits, Outbound
from centralita.kit.storage import Storage
from centralita.studio.outbound import outbound
from centralita.studio.voices.domain.audio import LONGEST_NEEDED, MOST_PREVIEW_BYTES, sound_type
from centralita.studio.voices.models import Voice

_REDIRECTS = 3
_LIMITS = Limits(read=15.0, total=30.0, answer_bytes=MOST_PREVIEW_BYTES)


class PreviewUnavailable(AppError):
    """The platform's own sample cannot be had: it is gone, too large, or no sound."""

    code = "voice_preview_unavailable"
    category = Category.UNAVAILABLE


class NoPreview(NotFound):
    """The platform offers no sample of this voice."""

    code = "voice_preview_missing"


@cache
def _way() -> Outbound:
    return Outbound(replace(outbound().guard.policy, limits=_LIMITS))


def storage_key(voice: Voice) -> str:
    """Where the sample of a voice is kept; another address is another sample."""
    return _key(voice.organization_id, voice.id, voice.preview_url)


def read_preview(voice: Voice) -> tuple[bytes, str]:
    """The platform's sample with its media type, at most 5 MB. Outside of transactions: the first time it is fetched.

    Raises NoPreview, PreviewUnavailable.
    """
    if not voice.preview_url:
        raise NoPreview(kind="voice_preview")
    storage: Storage = settings.STORAGE
    key = storage_key(voice)
    try:
        with storage.get(key) as file:
            kept = file.read()
    except NotFound:
        kept = b""
    if kept:
        return kept, sound_type(kept[:LONGEST_NEEDED]) or "application/octet-stream"
    fetched, media = _fetch(voice.preview_url)
    storage.put(key, BytesIO(fetched), limit=MOST_PREVIEW_BYTES)
    return fetched, media


def _fetch(url: str) -> tuple[bytes, str]:
    try:
        answer = _way().fetch("GET", url, headers={"accept": "audio/*"}, redirects=_REDIRECTS)
    except AppError:
        raise PreviewUnavailable from None
    media = sound_type(answer.body[:LONGEST_NEEDED])
    if answer.status != 200 or media is None:
        raise PreviewUnavailable
    return answer.body, media


def _key(organization_id: UUID, voice_id: UUID, url: str) -> str:
    digest = hashlib.sha256(url.encode()).hexdigest()[:16]
    return f"voices/{organization_id}/{voice_id}-{digest}"
