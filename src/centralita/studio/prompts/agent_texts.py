"""The rules for prompts, over the texts that an agent has of its own: its persona, its tasks, what it says."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from centralita import engine
from centralita.engine.inspection import Severity
from centralita.kit.ids import OrganizationId
from centralita.studio.business.public import BusinessRecords, current_records
from centralita.studio.prompts.domain.lint.claims import claims
from centralita.studio.prompts.domain.lint.contradictions import contradictions
from centralita.studio.prompts.domain.lint.finding import Finding, Sentence, sentences_of
from centralita.studio.prompts.domain.lint.secrets import secrets
from centralita.studio.prompts.domain.lint.together import together

MOST = 100
_SHOWN: Final = 120
# Without one of these a text claims nothing that a profile tells; most say nothing of the kind, and the profile is
# read only where one does.
_CLAIMS: Final = re.compile(
    r"\d|@|www|\.[a-z]{2}|pa[gy]|take|acce?pt|aceit|clos|open|cerr|fech|abr", re.IGNORECASE
)
# What identifies things is written by nobody.
_NOT_WRITTEN: Final = frozenset({"library", "id", "tools", "sources", "flow", "variable"})


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of the agent: of a step, or of the whole where there is none. `told` is one that callers hear."""

    field: str
    text: str
    told: bool
    flow_id: str | None = None
    node_id: str | None = None
    named: tuple[tuple[str, str], ...] = ()

    def problem(self, code: str, severity: Severity, **data: str) -> engine.Problem:
        told: dict[str, engine.Value] = {**dict(self.named), "field": self.field, **data}
        return engine.Problem(code, severity, self.flow_id, self.node_id, told)


def problems_in_texts(
    organization_id: OrganizationId, blueprint: engine.Blueprint
) -> Iterator[engine.Problem]:
    """What the rules find in an agent's own texts: secrets are errors, the rest is worth a look.

    Inside the organization's scope.
    """
    texts = list(_texts_of(blueprint))
    business: BusinessRecords | None = None
    if any(each.told and _CLAIMS.search(each.text) for each in texts):
        business = current_records(organization_id)
    yield from islice(_problems(blueprint, texts, business), MOST)


def problems_against(blueprint: engine.Blueprint, business: BusinessRecords | None) -> list[engine.Problem]:
    """The same for a business that is known already."""
    return list(_problems(blueprint, list(_texts_of(blueprint)), business))


def _problems(
    blueprint: engine.Blueprint, texts: list[_Text], business: BusinessRecords | None
) -> Iterator[engine.Problem]:
    for each in texts:
        if _holds_secret(each.text):
            yield each.problem("text_has_secret", "error")
        if business and each.told and _CLAIMS.search(each.text):
            for finding in claims(_claiming(each.text), business):
                said = each.text[finding.start : finding.end][:_SHOWN]
                yield each.problem("text_contradicts_profile", "warning", text=said, told=_told(finding))
    personas = tuple(dict.fromkeys(blueprint.persona.values()))
    for each in texts:
        if each.field == "persona":
            yield from _against_itself(each, ())
        elif each.field == "prompt":
            yield from _against_itself(each, personas)


def _against_itself(one: _Text, personas: tuple[str, ...]) -> Iterator[engine.Problem]:
    for text, other in _clashes(one.text, personas):
        yield one.problem("text_contradicts_itself", "warning", text=text, other=other)


def _told(finding: Finding) -> str:
    """What the profile says instead."""
    data = finding.data
    if "price" in data:
        return f"{data['name']}, {data['price']}"
    return data.get("phone") or data.get("hours") or data.get("told") or ""


def _texts_of(blueprint: engine.Blueprint) -> Iterator[_Text]:
    whole: tuple[tuple[str, Mapping[str, str]], ...] = (
        ("persona", blueprint.persona),
        ("greeting", blueprint.greeting),
        ("ai_notice", blueprint.ai_notice),
        *((str(name), texts) for name, texts in blueprint.texts.items()),
    )
    for name, texts in whole:
        for text in dict.fromkeys(texts.values()):
            yield _Text(name, text, told=True)
    for flow in blueprint.flows:
        for node in flow.nodes:
            named = (("node", node.name), ("kind", node.kind))
            for name, value in node.data:
                if name in _NOT_WRITTEN:
                    continue
                # A number that calls are passed to is none that the business tells.
                told = name == "prompt" or isinstance(value, dict)
                for text in dict.fromkeys(_strings(value)):
                    yield _Text(name, text, told, flow.id, node.id, named)


def _strings(value: Any) -> Iterator[str]:
    """The words somewhere in a field of a step."""
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _strings(part)
    elif hasattr(value, "model_fields_set"):
        for name, part in value:
            if name not in _NOT_WRITTEN:
                yield from _strings(part)


# A draft is looked at with every save, and from one to the next hardly any of its texts is another.
@lru_cache(maxsize=4_096)
def _holds_secret(text: str) -> bool:
    return next(secrets(text), None) is not None


@lru_cache(maxsize=1_024)
def _claiming(text: str) -> list[Sentence]:
    """The sentences that may claim something."""
    return [each for each in sentences_of(text) if _CLAIMS.search(each.text)]


@lru_cache(maxsize=1_024)
def _clashes(text: str, personas: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The pairs of orders that exclude each other: within a text, and between it and a persona that is sent before it."""
    own = list(sentences_of(text))
    found = {
        (finding.data.get("text") or text[finding.start : finding.end], finding.data["other"]): None
        for sentences in (
            [own] if not personas else [together("persona", persona, own) for persona in personas]
        )
        for finding in contradictions(sentences)
    }
    return tuple((one[:_SHOWN], other[:_SHOWN]) for one, other in found)
