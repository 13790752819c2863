"""Questions with answers from pasted text."""

import re

_QUESTION = re.compile(
    r"^\s*(?:#+\s*|[-*•]\s+|\d{1,3}[.)]\s+)?(?:(?:q|p|pregunta|question|pergunta)\s*[:.]\s*)?(.+)$",
    re.IGNORECASE,
)
_QUESTION_MARKED = re.compile(r"^\s*(?:q|p|pregunta|question|pergunta)\s*[:.]", re.IGNORECASE)
_ANSWER = re.compile(r"^\s*(?:a|r|respuesta|answer|resposta)\s*[:.]\s*", re.IGNORECASE)
LONGEST_QUESTION = 300
LONGEST_ANSWER = 4_000


def pairs_in(text: str) -> list[tuple[str, str]]:
    """Each question with the lines under it.

    A line is a question when it ends with a question mark or begins with `Q:` (`P:`, `Pregunta:`). Questions
    without an answer are left out.
    """
    found: list[tuple[str, list[str]]] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        stripped = line.strip().strip("*_")
        if stripped.endswith("?") or _QUESTION_MARKED.match(stripped):
            match = _QUESTION.match(stripped)
            found.append((match.group(1).strip(" *_") if match else stripped, []))
        elif found:
            found[-1][1].append(_ANSWER.sub("", line.strip()) if not found[-1][1] else line.strip())
    pairs = ((question, "\n".join(lines).strip()) for question, lines in found)
    return [
        (question[:LONGEST_QUESTION], answer[:LONGEST_ANSWER])
        for question, answer in pairs
        if question and answer
    ]
