"""DeepL. What is kept stands in a tag that it is told to leave alone."""

import json
import re
from collections.abc import Sequence
from typing import Final

from centralita.kit.outbound import Outbound
from centralita.providers.translation.credentials import DEEPL, DeepLCredentials, Manner
from centralita.providers.translation.translator import Pieces
from centralita.providers.translation.wire import batches, marked, post, texts_in, unmarked

_MOST: Final = 50
_LETTERS: Final = 20_000
_FREE: Final = "https://api-free.deepl.com"
_OPENING: Final = re.compile(r"<x>")
# A target with varieties wants one of them named.
_TARGETS: Final = {"en": "EN-US", "pt": "PT-PT", "pt-BR": "PT-BR", "zh": "ZH-HANS"}

# Preferred, for there are languages that know no such difference.
_FORMALITY: Final[dict[Manner, dict[str, str]]] = {
    "as_usual": {},
    "formal": {"formality": "prefer_more"},
    "informal": {"formality": "prefer_less"},
}


class DeepL:
    """An account at DeepL; a key of its free plan ends in `:fx` and has a host of its own."""

    def __init__(self, credentials: DeepLCredentials, outbound: Outbound) -> None:
        self._key = credentials.api_key.get_secret_value()
        given = credentials.base_url.rstrip("/")
        self._address = _FREE if given == DEEPL and self._key.endswith(":fx") else given
        self._outbound = outbound
        self._formality = _FORMALITY[credentials.manner]

    def translate(self, texts: Sequence[Pieces], source: str, target: str) -> list[str]:
        told: list[str] = []
        for batch in batches([marked(text, "<x>", "</x>") for text in texts], _MOST, _LETTERS):
            body = {
                "text": batch,
                "source_lang": source.partition("-")[0].upper(),
                "target_lang": _TARGETS.get(target, target.upper()),
                "tag_handling": "xml",
                "ignore_tags": ["x"],
                **self._formality,
            }
            answer = post(
                self._outbound,
                f"{self._address}/v2/translate",
                {"authorization": f"DeepL-Auth-Key {self._key}", "content-type": "application/json"},
                json.dumps(body).encode(),
            )
            rows = answer.get("translations") if isinstance(answer, dict) else None
            told += [unmarked(text, _OPENING, "</x>") for text in texts_in(rows, "text", len(batch))]
        return told
