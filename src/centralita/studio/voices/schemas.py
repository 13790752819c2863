"""Voices on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from centralita.providers.voice.platforms import VoicePlatform

Gender = Literal["", "female", "male", "neutral"]
Tier = Literal["basic", "premium"]


class VoiceAccountRef(BaseModel):
    """Whose voice it is."""

    id: str = Field(examples=["pac_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    label: str
    platform: VoicePlatform


class VoiceOut(BaseModel):
    """A voice of a connected account. `remote_id` is what its platform calls it."""

    id: str = Field(examples=["voi_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    account: VoiceAccountRef
    remote_id: str
    name: str
    maker: str = Field(description="Who made it, where the platform resells several makers' voices")
    languages: list[str] = Field(description="BCP 47 tags", examples=[["es-ES", "es-MX"]])
    accent: str
    gender: Gender
    age: str
    description: str
    tier: Tier
    platform_tier: str = Field(description="The platform's own word for what it costs")
    usable: bool = Field(description="Whether the organization's plan has it")
    cloned: bool
    favourite: bool = Field(description="The caller's own mark")
    preview: bool = Field(description="Whether the platform offers a sample: `GET …/preview`")
    speaks: bool = Field(description="Whether it can say a sentence of yours: `POST …/sample`")
    removed_at: datetime | None = Field(description="When the platform stopped listing it")
    can: list[str]


class VoiceList(BaseModel):
    """Voices by name. `total` is counted up to 10,001."""

    items: list[VoiceOut]
    next_cursor: str | None = None
    total: int | None = None


class VoiceCatalogueOut(BaseModel):
    """How far an account's voices are known."""

    account: VoiceAccountRef
    refreshing: bool
    refreshed_at: datetime | None
    count: int
    complete: bool = Field(description="False where the account has more voices than we keep")
    error: str | None = Field(description="The code of what went wrong at the last look")
    clones: bool = Field(description="Whether the platform clones voices")


class VoiceOptions(BaseModel):
    """What lists can be narrowed by, and how far each account's voices are known."""

    languages: list[str]
    accents: list[str]
    makers: list[str]
    catalogues: list[VoiceCatalogueOut]
    premium: bool = Field(description="Whether the plan has premium voices")


class VoiceSampleIn(BaseModel):
    """What the voice is to say."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"text": "Buenos días, le llamo de la Clínica Sol.", "language": "es"}]
        },
    )

    text: Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$")] = "en"


class CloneTerms(BaseModel):
    """What somebody who clones a voice declares, in the caller's language, and how much may be uploaded."""

    wording: str
    language: str
    most_samples: int
    most_sample_bytes: int
    most_bytes: int
    usable: bool = Field(description="Whether the plan has cloned voices")
