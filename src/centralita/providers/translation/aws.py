"""Amazon Translate: one text a request, signed as AWS wants it."""

import json
import re
from collections.abc import Sequence
from typing import Final

from centralita.kit.outbound import Outbound
from centralita.providers.translation.credentials import AwsTranslateCredentials, Manner
from centralita.providers.translation.translator import Pieces, TranslatorUnavailable
from centralita.providers.translation.wire import marked, post, unmarked

_OPERATION: Final = "AWSShineFrontendService_20170701.TranslateText"
_OPENING: Final = re.compile(r"<span translate=\"?no\"?>")
_CODES: Final = {"pt": "pt-PT", "pt-BR": "pt", "nb": "no"}

# It is passed over for languages that know no such difference.
_SETTINGS: Final[dict[Manner, dict[str, dict[str, str]]]] = {
    "as_usual": {},
    "formal": {"Settings": {"Formality": "FORMAL"}},
    "informal": {"Settings": {"Formality": "INFORMAL"}},
}


class AwsTranslate:
    """An account at AWS. `address` is for tests; otherwise the region's own."""

    def __init__(
        self, credentials: AwsTranslateCredentials, outbound: Outbound, *, address: str | None = None
    ) -> None:
        self._credentials = credentials
        self._address = address or f"https://translate.{credentials.region}.amazonaws.com"
        self._outbound = outbound

    def translate(self, texts: Sequence[Pieces], source: str, target: str) -> list[str]:
        return [self._one(text, source, target) for text in texts]

    def _one(self, pieces: Pieces, source: str, target: str) -> str:
        body = json.dumps(
            {
                "Text": marked(pieces, '<span translate="no">', "</span>"),
                "SourceLanguageCode": _CODES.get(source, source),
                "TargetLanguageCode": _CODES.get(target, target),
                **_SETTINGS[self._credentials.manner],
            }
        ).encode()
        answer = post(self._outbound, f"{self._address}/", self._signed(body), body)
        text = answer.get("TranslatedText") if isinstance(answer, dict) else None
        if not isinstance(text, str):
            raise TranslatorUnavailable
        return unmarked(text, _OPENING, "</span>")

    def _signed(self, body: bytes) -> dict[str, str]:
        # Heavy, and wanted only where somebody has connected such an account.
        from botocore.auth import SigV4Auth
        from botocore.awsrequest import AWSRequest
        from botocore.credentials import Credentials

        token = self._credentials.session_token
        request = AWSRequest(
            method="POST",
            url=f"{self._address}/",
            data=body,
            headers={"content-type": "application/x-amz-json-1.1", "x-amz-target": _OPERATION},
        )
        SigV4Auth(
            Credentials(
                self._credentials.access_key_id,
                self._credentials.secret_access_key.get_secret_value(),
                token.get_secret_value() if token else None,
            ),
            "translate",
            self._credentials.region,
        ).add_auth(request)
        return {name.lower(): str(value) for name, value in request.headers.items()}
