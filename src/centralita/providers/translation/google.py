"""Google Cloud Translation, its basic edition: the one that a plain key opens."""

import json
import re
from collections.abc import Sequence
from typing import Final

from centralita.kit.outbound import Outbound
from centralita.providers.translation.credentials import GoogleTranslateCredentials
from centralita.providers.translation.translator import Pieces, TranslatorUnavailable
from centralita.providers.translation.wire import batches, marked, post, texts_in, unmarked

_MOST: Final = 100
_LETTERS: Final = 5_000
_OPENING: Final = re.compile(r"<span translate=\"?no\"?>")
_CODES: Final = {"zh": "zh-CN", "pt": "pt-PT", "pt-BR": "pt", "nb": "no"}


class GoogleTranslate:
    """An account at Google Cloud."""

    def __init__(self, credentials: GoogleTranslateCredentials, outbound: Outbound) -> None:
        self._key = credentials.api_key.get_secret_value()
        self._address = credentials.base_url.rstrip("/")
        self._outbound = outbound

    def translate(self, texts: Sequence[Pieces], source: str, target: str) -> list[str]:
        told: list[str] = []
        for batch in batches(
            [marked(text, '<span translate="no">', "</span>") for text in texts], _MOST, _LETTERS
        ):
            body = {
                "q": batch,
                "source": _CODES.get(source, source),
                "target": _CODES.get(target, target),
                "format": "html",
            }
            answer = post(
                self._outbound,
                f"{self._address}/language/translate/v2",
                # In a header: what stands in an address stands in logs.
                {"x-goog-api-key": self._key, "content-type": "application/json"},
                json.dumps(body).encode(),
            )
            data = answer.get("data") if isinstance(answer, dict) else None
            if not isinstance(data, dict):
                raise TranslatorUnavailable
            rows = texts_in(data.get("translations"), "translatedText", len(batch))
            told += [unmarked(text, _OPENING, "</span>") for text in rows]
        return told
