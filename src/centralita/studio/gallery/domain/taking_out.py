"""Taking out of a template what is its author's own: secrets, people's addresses, and who they are. Pure.

Where a text is rendered with variables, a fact of the business becomes the variable that holds it, so that the template
says the same of whoever installs it. Elsewhere, and for what no variable holds, a gap is left.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import phonenumbers

from centralita.kit.scrubbing import HIDDEN, names_a_secret, scrub_text
from centralita.studio.prompts.domain.lint.secrets import secrets

Kind = Literal["secret", "email", "phone", "fact", "id"]

GAP: Final = "[…]"
_MOST_FINDINGS: Final = 500
_LONGEST_SHOWN: Final = 80
_EMAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_ID: Final = re.compile(r"\b[a-z]{2,5}_[0-9a-hjkmnp-tv-z]{26}\b")
# A variable of a text, or an argument of a tool.
_PLACEHOLDER: Final = re.compile(r"\{\{[^{}]*\}\}|\{[A-Za-z_][\w.]*\}")
_SHORTEST_NAME: Final = 3
_LONGEST_TEXT_WITH_PHONES: Final = 100_000
# Where an identifier stands, not a text.
_KEYS: Final = frozenset(
    {"id", "source", "target", "port", "entry", "entry_flow", "kind", "version", "flow", "variable"}
)
# Texts of a blueprint that nobody renders.
_PLAIN: Final = frozenset(
    {
        "name",
        "label",
        "description",
        "keywords",
        "phrases",
        "synonyms",
        "skip_phrases",
        "parameters",
        "default",
    }
)


@dataclass(frozen=True, slots=True)
class Own:
    """What is known of the author: facts by the variable that holds them, and names that no variable holds."""

    facts: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    region: str = "ES"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was taken out. `shown` is for its author only; `instead` stands in its place now.

    A secret that is `written` stands in a text, where somebody has to take it out; another was the value of a field
    whose name says that it holds one.
    """

    kind: Kind
    place: str
    shown: str
    instead: str
    written: bool = False


@dataclass(slots=True)
class _Taker:
    own: Own
    patterns: list[tuple[re.Pattern[str], str]]
    found: list[Finding] = field(default_factory=list)

    def note(self, kind: Kind, place: str, shown: str, instead: str, *, written: bool = False) -> str:
        if written or len(self.found) < _MOST_FINDINGS:
            hidden = shown[:3] + "…" if kind == "secret" else shown[:_LONGEST_SHOWN]
            self.found.append(Finding(kind, place, hidden, instead, written))
        return instead


def take_out(package: Mapping[str, Any], own: Own) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """A stored package without what is its author's, and what that was. Twice taken out is once taken out."""
    taker = _Taker(own, _patterns(own))
    cleaned = {key: _part(taker, key, value) for key, value in package.items()}
    return cleaned, tuple(taker.found)


def _part(taker: _Taker, key: str, value: Any) -> Any:
    """One part of a package, whichever kind of thing it is of."""
    if key in {"questions", "documents"}:
        return _walk(taker, value, (key,), "gap")
    if key in _WHOLES:
        return _WHOLES[key](taker, value)
    return [_EACH[key](taker, one) for one in value] if key in _EACH else value


def _prompt(taker: _Taker, prompt: Mapping[str, Any]) -> dict[str, Any]:
    """Names stay: others include it by its own, and its text says those of its variables."""
    place = (str(prompt["title"]),)
    content = prompt["content"]
    variables = [
        {
            **variable,
            "sample": _walk(taker, variable.get("sample") or "", (*place, variable["name"]), "example"),
            "description": _walk(taker, variable.get("description") or "", (*place, variable["name"]), "gap"),
        }
        for variable in content.get("variables") or ()
    ]
    return {
        **prompt,
        "title": _text(taker, prompt["title"], _told((*place, "title")), "gap"),
        "tags": [_text(taker, tag, _told(place), "gap") for tag in prompt.get("tags") or ()],
        "content": {
            **content,
            "text": _text(taker, content["text"], _told((*place, "text")), "render"),
            "variables": variables,
        },
    }


def clean_text(text: str, own: Own) -> str:
    """A text of its own, such as a title."""
    return _text(_Taker(own, _patterns(own)), text, "", "gap")


def _patterns(own: Own) -> list[tuple[re.Pattern[str], str]]:
    known = [(value, variable) for variable, value in own.facts] + [(name, "") for name in own.names]
    # The longest first: a name may be part of another.
    known.sort(key=lambda pair: -len(pair[0]))
    return [
        (re.compile(rf"(?<!\w){_spaced(value)}(?!\w)", re.IGNORECASE), variable)
        for value, variable in known
        if len(value.strip()) >= _SHORTEST_NAME
    ]


def _spaced(value: str) -> str:
    return r"\s+".join(re.escape(word) for word in value.split())


How = Literal["render", "gap", "example"]


def _blueprint(taker: _Taker, blueprint: Mapping[str, Any]) -> dict[str, Any]:
    facts = (blueprint.get("business") or {}).get("facts") or {}
    for name, value in facts.items():
        if value not in (None, ""):
            taker.note("fact", f"business.{name}", str(value), "")
    cleaned: dict[str, Any] = _walk(
        taker,
        {key: value for key, value in blueprint.items() if key not in {"business", "settings", "flows"}},
        (),
        "render",
    )
    cleaned["flows"] = [_flow(taker, flow) for flow in blueprint.get("flows") or ()]
    settings = blueprint.get("settings") or {}
    # Which account answers, and where the business is, is for each to say.
    cleaned["settings"] = {
        key: value for key, value in settings.items() if key not in {"model", "fallback_model"}
    }
    cleaned["business"] = {"facts": dict.fromkeys(facts)}
    sources = blueprint.get("knowledge") or ()
    cleaned["knowledge"] = [{"id": "all", "name": ""}] if sources else []
    cleaned["tools"] = [
        {**tool, "id": "", "version": 0} if tool.get("id") else tool for tool in cleaned.get("tools") or ()
    ]
    return cleaned


def _flow(taker: _Taker, flow: Mapping[str, Any]) -> dict[str, Any]:
    name = str(flow.get("name") or flow.get("id"))
    rest = {key: value for key, value in flow.items() if key not in {"nodes", "edges"}}
    cleaned: dict[str, Any] = _walk(taker, rest, (name,), "render")
    cleaned["edges"] = list(flow.get("edges") or ())
    cleaned["nodes"] = []
    for node in flow.get("nodes") or ():
        place = (name, str(node.get("name") or node.get("id")))
        data = {key: value for key, value in (node.get("data") or {}).items() if key != "library"}
        if node.get("kind") == "transfer" and data.get("target") == "agent" and data.get("to"):
            taker.note("id", _told(place), str(data["to"]), "")
            data["to"] = ""
        elif node.get("kind") == "transfer" and _EXACT_PHONE.fullmatch(str(data.get("to") or "")):
            data["to"] = taker.note("phone", _told(place), str(data["to"]), "{{business.phone}}")
        if "sources" in data:
            data["sources"] = []
        rest = {key: value for key, value in node.items() if key != "data"}
        cleaned["nodes"].append(
            {**_walk(taker, rest, place, "render"), "data": _walk(taker, data, place, "render")}
        )
    return cleaned


_EXACT_PHONE: Final = re.compile(r"\s*\+?[\d\s().\-/]{5,}\s*")


def _tool(taker: _Taker, tool: Mapping[str, Any]) -> dict[str, Any]:
    place = (str(tool["label"]),)
    definition = dict(tool["definition"])
    request = dict(definition.get("request") or {})
    for part in ("headers", "query", "fields"):
        request[part] = [_pair(taker, pair, place) for pair in request.get(part) or ()]
    definition["request"] = request
    cleaned = _walk(taker, {**tool, "definition": definition}, place, "gap")
    return {**cleaned, "name": tool["name"]}


def _pair(taker: _Taker, pair: Mapping[str, Any], place: tuple[str, ...]) -> dict[str, Any]:
    """What goes out under the name of a secret goes, unless it is said in the conversation."""
    value = str(pair.get("value") or "")
    if value and "{" not in value and names_a_secret(str(pair["name"])):
        taker.note("secret", _told((*place, str(pair["name"]))), value, "")
        return {**pair, "value": ""}
    return dict(pair)


def _scenario(taker: _Taker, scenario: Mapping[str, Any]) -> dict[str, Any]:
    """What the caller says of themselves becomes an example, the same one everywhere, so that it still passes."""
    told = {part: value for part, value in scenario.items() if part != "key"}
    cleaned: dict[str, Any] = _walk(taker, told, (str(scenario["name"]),), "example")
    return {**scenario, **cleaned}


def _walk(taker: _Taker, value: Any, place: tuple[str, ...], how: How) -> Any:
    if isinstance(value, Mapping):
        return {key: _inside(taker, str(key), inner, place, how) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_walk(taker, inner, place, how) for inner in value]
    return _text(taker, value, _told(place), how) if isinstance(value, str) else value


def _inside(taker: _Taker, key: str, value: Any, place: tuple[str, ...], how: How) -> Any:
    if key in _KEYS and isinstance(value, str):
        return value
    plain: How = "gap" if how == "render" and key in _PLAIN else how
    return _walk(taker, value, (*place, key), plain)


def _told(place: tuple[str, ...]) -> str:
    return " › ".join(part for part in place if part)[:200]


def _text(taker: _Taker, text: str, place: str, how: How) -> str:
    text = _outside(text, lambda part: _secrets(taker, part, place))
    text = _outside(text, lambda part: _EMAIL.sub(lambda hit: _address(taker, hit[0], place, how), part))
    for pattern, variable in taker.patterns:
        text = _outside(text, _replacing(taker, pattern, variable, place, how))
    if len(text) <= _LONGEST_TEXT_WITH_PHONES and any(letter.isdigit() for letter in text):
        text = _outside(text, lambda part: _phones(taker, part, place, how))
    return _ID.sub(lambda hit: taker.note("id", place, hit[0], ""), text)


def _replacing(
    taker: _Taker, pattern: re.Pattern[str], variable: str, place: str, how: How
) -> Callable[[str], str]:
    def instead(hit: re.Match[str]) -> str:
        return taker.note("fact", place, hit[0], _variable(variable, how))

    return lambda part: pattern.sub(instead, part)


def _variable(variable: str, how: How) -> str:
    return f"{{{{{variable}}}}}" if variable and how == "render" else GAP


def _secrets(taker: _Taker, text: str, place: str) -> str:
    if len(text) < 6:
        return text
    for finding in reversed(list(secrets(text))):
        shown = text[finding.start : finding.end]
        if shown.strip() and GAP not in shown:
            gap = taker.note("secret", place, shown, GAP, written=True)
            text = text[: finding.start] + gap + text[finding.end :]
    # What those rules pass over, as very long lines, goes by those of the logs.
    scrubbed = scrub_text(text)
    if scrubbed != text:
        taker.note("secret", place, HIDDEN, HIDDEN, written=True)
    return scrubbed


def _outside(text: str, change: Callable[[str], str]) -> str:
    """The text with everything changed that is no variable."""
    parts: list[str] = []
    last = 0
    for hit in _PLACEHOLDER.finditer(text):
        parts += [change(text[last : hit.start()]), hit[0]]
        last = hit.end()
    return "".join([*parts, change(text[last:])])


def _address(taker: _Taker, address: str, place: str, how: How) -> str:
    if address.lower().endswith(("@example.com", "@example.org")):
        return address
    own = {value.lower(): variable for variable, value in taker.own.facts}
    instead = "name@example.com" if how == "example" else _variable(own.get(address.lower(), ""), how)
    return taker.note("email", place, address, instead)


def _phones(taker: _Taker, text: str, place: str, how: How) -> str:
    found = phonenumbers.PhoneNumberMatcher(text, taker.own.region or None, max_tries=200)
    parts: list[str] = []
    last = 0
    for match in found:
        if match.raw_string in {"+34600000000", "600000000"}:
            continue
        number = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        variable = next(
            (name for name, value in taker.own.facts if _same_number(value, number, taker.own.region)), ""
        )
        instead = _variable(variable, how)
        if how == "example":
            instead = "+34600000000" if match.raw_string.startswith("+") else "600000000"
        parts += [text[last : match.start], taker.note("phone", place, match.raw_string, instead)]
        last = match.end
    return "".join([*parts, text[last:]])


def _same_number(value: str, e164: str, region: str) -> bool:
    if sum(letter.isdigit() for letter in value) < 6 or len(value) > 40:
        return False
    try:
        number = phonenumbers.parse(value, region or None)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == e164


_Part = Callable[[_Taker, Mapping[str, Any]], dict[str, Any]]
_WHOLES: Final[Mapping[str, _Part]] = {"blueprint": _blueprint, "prompt": _prompt, "tool": _tool}
_EACH: Final[Mapping[str, _Part]] = {"tools": _tool, "scenarios": _scenario, "included": _prompt}
