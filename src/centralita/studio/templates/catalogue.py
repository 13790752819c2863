"""The templates that ship, read from `data/`: for each industry its plans, and their words in every language."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from centralita.kit.errors import Invalid, NotFound
from centralita.studio.templates.composition import compose
from centralita.studio.templates.equipment import Equipment, equipment
from centralita.studio.templates.samples import Sample, sample_of
from centralita.studio.templates.wording import Lexicon, Plan, Words

LANGUAGES = ("es", "en")
# The order in which an industry's templates stand; the first one bears the industry's own key.
PURPOSES = ("inbound", "support", "follow_up", "outbound")


class TemplateLanguageMissing(Invalid):
    """The template has no words in this language; `language` says which."""

    code = "template_language_missing"


@dataclass(frozen=True, slots=True)
class Industry:
    """A line of business."""

    key: str
    name: dict[str, str]
    description: dict[str, str]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A conversation with the template that is known to go well: what is said, and what must come of it.

    `kept`: variables at the end. `person`: a person is called. `at`: while the sample business is open, or closed.
    `answers`: what tools answer, in order; those of the template that are not among them are not connected in it.
    `replies`: what the model answers, in order, as a scenario of an agent says it; without any, none is connected.
    `called`: tools that are called, with some of their arguments. `uncalled` and `never`: tools that are not called, and
    words that are not said.
    """

    name: str
    says: tuple[str, ...]
    said: tuple[str, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    knows: tuple[tuple[str, str], ...] = ()
    outcome: str | None = None
    person: bool = False
    at: str = "open"
    answers: tuple[tuple[str, dict[str, Any]], ...] = ()
    replies: tuple[dict[str, Any], ...] = ()
    called: tuple[tuple[str, dict[str, Any]], ...] = ()
    uncalled: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A starting point. `plan` says what it asks; `layers` are its words by language, the nearest first."""

    key: str
    industry: str
    version: int
    purpose: str
    kind: str
    plan: Plan
    fields: dict[str, Any]
    tools: dict[str, Any]
    layers: dict[str, tuple[Words, ...]]
    samples: dict[str, Sample]
    told: dict[str, tuple[Scenario, ...]]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it has words in."""
        return tuple(self.layers)

    def language_for(self, wanted: str) -> str:
        """`wanted`, or its first language where it has no words in that one."""
        return wanted if wanted in self.layers else next(iter(self.layers))

    def word(self, name: str, language: str) -> str:
        """One of its words, such as its `title`, in this language or its first one."""
        language = self.language_for(language)
        return Lexicon({language: self.layers[language]}).name(name)

    def sample(self, language: str) -> Sample:
        """What a business of this line may begin with."""
        return self.samples[self.language_for(language)]

    def scenarios(self, language: str) -> tuple[Scenario, ...]:
        """Its scripted conversations in a language."""
        return self.told[self.language_for(language)]

    def document(self, languages: Sequence[str], name: str) -> dict[str, Any]:
        """The blueprint's content in these languages, the first being the main one, which the template must have.

        The texts of a language that it does not have are left to be translated.
        """
        content = compose(self.plan, self.fields, self._words(languages), self.tools)
        return {
            **content,
            "name": name,
            "languages": list(languages),
            "default_language": languages[0],
            "business": {"facts": dict.fromkeys(sorted(set(_facts_in(content))))},
        }

    def equipment(self, languages: Sequence[str]) -> tuple[Equipment, ...]:
        """The tools that its flows call, in the words of the first language."""
        return tuple(equipment(self.plan, self.tools, self._words(languages)))

    def _words(self, languages: Sequence[str]) -> Lexicon:
        if languages[0] not in self.layers:
            raise TemplateLanguageMissing(field="languages", language=languages[0])
        return Lexicon({language: self.layers[language] for language in languages if language in self.layers})


def _facts_in(value: Any) -> Iterator[str]:
    """The facts of the business that the texts mention: the checks then know that they exist."""
    if isinstance(value, dict):
        for item in value.values():
            yield from _facts_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _facts_in(item)
    elif isinstance(value, str):
        for part in value.split("{{business.")[1:]:
            yield part.split("}}")[0].split("|")[0].strip()


@cache
def templates() -> dict[str, Template]:
    """Key → template, by industry as they are listed and then by purpose."""
    data = resources.files("centralita.studio.templates.data")
    common = _read(data.joinpath("common"), "plan")
    shared = {language: _read(data.joinpath("common"), language) for language in LANGUAGES}
    found: dict[str, Template] = {}
    for industry in industries():
        folder = data.joinpath(industry.key)
        if folder.joinpath("plan.json").is_file():
            for template in _templates_of(folder, common, shared):
                found[template.key] = template
    return found


def _templates_of(folder: Traversable, common: Words, shared: dict[str, Words]) -> Iterator[Template]:
    plan = _read(folder, "plan")
    words = {language: _read(folder, language) for language in LANGUAGES}
    samples = {language: sample_of(own, shared[language]["sample_price"]) for language, own in words.items()}
    for purpose in sorted(plan["templates"], key=_place):
        merged = _merged(common["purposes"].get(purpose, {}), plan["templates"][purpose])
        merged = _with_managing(merged, common)
        yield Template(
            key=plan["industry"] if purpose == "inbound" else f"{plan['industry']}_{purpose}",
            industry=plan["industry"],
            version=plan.get("version", 2),
            purpose=merged["purpose"],
            kind=merged["kind"],
            plan=merged,
            fields={**common["fields"], **plan["fields"]},
            tools={**common["tools"], **plan.get("tools", {})},
            layers={
                language: (own.get(purpose, {}), own["all"], shared[language])
                for language, own in words.items()
            },
            samples=samples,
            told={
                language: tuple(
                    _scenario(row, {**shared[language]["said"], **own["all"].get("said", {})})
                    for row in _told(shared[language], own, purpose)
                )
                for language, own in words.items()
            },
        )


def _place(purpose: str) -> int:
    return PURPOSES.index(purpose) if purpose in PURPOSES else len(PURPOSES)


def _merged(base: Plan, own: Plan) -> Plan:
    """The plan of a purpose with what an industry says otherwise; `forms` replaces parts of single forms."""
    merged = {**base, **{key: value for key, value in own.items() if key != "forms"}}
    forms = own.get("forms", {})
    merged["branches"] = [
        {**branch, "form": {**branch["form"], **forms[branch["id"]]}} if branch["id"] in forms else branch
        for branch in merged["branches"]
    ]
    return merged


def _with_managing(plan: Plan, common: Plan) -> Plan:
    """The plan with what all lines do alike where a branch only says that bookings are managed in it, but for nulls."""
    branches = [
        {**branch, "manage": _filled({**common["manage"], **branch["manage"]})}
        if "manage" in branch
        else branch
        for branch in plan["branches"]
    ]
    return {**plan, "branches": branches}


def _filled(parts: Plan) -> Plan:
    return {name: part for name, part in parts.items() if part is not None}


def _told(shared: Words, own: Words, purpose: str) -> list[dict[str, Any]]:
    """The scenarios of an industry's agent, then those of all such agents that it does not tell in its own way."""
    told = own["scenarios"].get(purpose, [])
    retold = {row.get("id") for row in told}
    return [*told, *(row for row in shared["scenarios"].get(purpose, ()) if row["id"] not in retold)]


def _scenario(row: dict[str, Any], said: dict[str, str]) -> Scenario:
    return Scenario(
        name=row["name"],
        says=tuple(text.format_map(said) for text in row["says"]),
        said=tuple(row.get("said", ())),
        kept=tuple(row.get("kept", {}).items()),
        knows=tuple(row.get("knows", {}).items()),
        outcome=row.get("outcome"),
        person=row.get("person", False),
        at=row.get("at", "open"),
        answers=tuple((tool, answer) for tool, answer in row.get("answers", ())),
        replies=tuple(row.get("replies", ())),
        called=tuple((tool, arguments) for tool, arguments in row.get("called", ())),
        uncalled=tuple(row.get("uncalled", ())),
        never=tuple(row.get("never", ())),
    )


def _read(folder: Traversable, name: str) -> Any:
    return json.loads(folder.joinpath(f"{name}.json").read_text(encoding="utf-8"))


def template(key: str) -> Template:
    """One template. Raises NotFound."""
    found = templates().get(key)
    if found is None:
        raise NotFound(kind="template")
    return found


@cache
def industries() -> tuple[Industry, ...]:
    """Every line of business that we know."""
    rows = _read(resources.files("centralita.studio.templates.data"), "industries")
    return tuple(Industry(row["key"], row["name"], row["description"]) for row in rows)
