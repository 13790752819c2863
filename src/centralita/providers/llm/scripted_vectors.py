"""What the scripted server answers to whoever asks for vectors, over the wires of OpenAI and Google."""

import json
import math
import re
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Any, Final

Sense = Callable[[str], Sequence[float]]

_DIMENSIONS: Final = 64
_WORD: Final = re.compile(r"\w{3,}")


def by_words(text: str) -> list[float]:
    """A vector that is nearer to another the more words both have: the same on every machine and every day."""
    found = [0.0] * _DIMENSIONS
    for word in _WORD.findall(text.casefold()) or [text]:
        mark = int.from_bytes(blake2b(word.encode(), digest_size=4).digest(), "big")
        found[mark % _DIMENSIONS] += 1.0
        found[mark // _DIMENSIONS % _DIMENSIONS] += 0.5
    length = math.sqrt(sum(number * number for number in found))
    return [number / length for number in found]


def vectors_answer(path: str, body: dict[str, Any], sense: Sense) -> bytes | None:
    """The answer to a request for vectors; None where it is none."""
    if path.endswith("/embeddings"):
        texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
        tokens = sum(len(text) // 4 + 1 for text in texts)
        answer: dict[str, object] = {
            "object": "list",
            "model": body["model"],
            "data": [
                {"object": "embedding", "index": index, "embedding": list(sense(text))}
                for index, text in enumerate(texts)
            ],
            "usage": {"prompt_tokens": tokens, "total_tokens": tokens},
        }
    elif path.endswith(":batchEmbedContents"):
        texts = [each["content"]["parts"][0]["text"] for each in body["requests"]]
        answer = {"embeddings": [{"values": list(sense(text))} for text in texts]}
    else:
        return None
    return json.dumps(answer).encode()
