"""The translation services that can be connected."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from centralita.kit.outbound import Outbound
from centralita.providers.credentials import Credentials, read_credentials
from centralita.providers.translation.aws import AwsTranslate
from centralita.providers.translation.credentials import (
    AwsTranslateCredentials,
    DeepLCredentials,
    GoogleTranslateCredentials,
)
from centralita.providers.translation.deepl import DeepL
from centralita.providers.translation.google import GoogleTranslate
from centralita.providers.translation.translator import Translator


class TranslatorVendor(StrEnum):
    """Whose service it is."""

    DEEPL = "deepl"
    GOOGLE = "google"
    AWS = "aws"


@dataclass(frozen=True, slots=True)
class TranslatorKind:
    """A service: what it is called, the form that it needs, where its keys are made."""

    label: str
    credentials: type[Credentials]
    open: Callable[[Any, Outbound], Translator]
    keys_page: str


CATALOG: Final[Mapping[TranslatorVendor, TranslatorKind]] = {
    TranslatorVendor.DEEPL: TranslatorKind(
        "DeepL", DeepLCredentials, DeepL, "https://www.deepl.com/your-account/keys"
    ),
    TranslatorVendor.GOOGLE: TranslatorKind(
        "Google Cloud Translation",
        GoogleTranslateCredentials,
        GoogleTranslate,
        "https://console.cloud.google.com/apis/credentials",
    ),
    TranslatorVendor.AWS: TranslatorKind(
        "Amazon Translate",
        AwsTranslateCredentials,
        AwsTranslate,
        "https://console.aws.amazon.com/iam/home#/security_credentials",
    ),
}


def open_translator(vendor: TranslatorVendor, given: Mapping[str, object], outbound: Outbound) -> Translator:
    """The service with these credentials. Raises CredentialsInvalid, OutboundRefused."""
    kind = CATALOG[vendor]
    return kind.open(read_credentials(kind.credentials, given, outbound.guard), outbound)
