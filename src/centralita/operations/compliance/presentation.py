"""Rules, lists and decisions as the API shows them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal, cast

from django.conf import settings

from centralita.identity.access.actor import Actor
from centralita.kit.ids import to_text
from centralita.kit.languages import Reading, reading_language
from centralita.kit.phone import national_form
from centralita.operations.compliance.domain import sentences, wording
from centralita.operations.compliance.domain.numbers import CONFIRMED, NUMBER_PACK
from centralita.operations.compliance.domain.packs import (
    CallerRule,
    CapRule,
    ConsentRule,
    GapRule,
    HoursRule,
    LineRule,
    Pack,
    RegisterRule,
    Rule,
    VolumeRule,
    packs,
)
from centralita.operations.compliance.domain.question import OWN_LIST, Decision, Purpose
from centralita.operations.compliance.models import (
    ContactRuleSet,
    RegisterImport,
    RuleConfirmation,
    Suppression,
)
from centralita.operations.compliance.policy import allowed
from centralita.operations.compliance.schemas import (
    ConfirmationOut,
    DecisionOut,
    EvidenceOut,
    LineOut,
    PackNoteOut,
    PackOut,
    ReasonOut,
    RegisterImportOut,
    RegisterOut,
    RuleOut,
    RulesOut,
    SuppressionOut,
)

_Kind = Literal["hours", "consent", "register", "cap", "gap", "caller", "volume", "line", "number"]
_KINDS: Mapping[type[Rule], _Kind] = {
    HoursRule: "hours",
    ConsentRule: "consent",
    RegisterRule: "register",
    CapRule: "cap",
    GapRule: "gap",
    CallerRule: "caller",
    VolumeRule: "volume",
    LineRule: "line",
}
_NUMBER_RULES = {
    "en": {
        "kind_personal": "Personal numbers, which follow a person and may be dear, are not called",
        "kind_voip": "Internet numbers, which may be anywhere, are not called",
    },
    "es": {
        "kind_personal": "No se llama a números personales, que siguen a una persona y pueden salir caros",
        "kind_voip": "No se llama a números de internet, que pueden estar en cualquier sitio",
    },
    "pt": {
        "kind_personal": "Não se liga para números pessoais, que seguem uma pessoa e podem sair caros",
        "kind_voip": "Não se liga para números de internet, que podem estar em qualquer lugar",
    },
}
_NUMBER_SOURCE = "Our own careful default against toll fraud"
_PROBLEMS = {
    "register_empty": {
        "en": "There is not a single phone number in the file.",
        "es": "En el archivo no hay ni un número de teléfono.",
        "pt": "Não há nenhum número de telefone no arquivo.",
    },
    "register_too_long": {
        "en": "The file has more lines than can be taken in.",
        "es": "El archivo tiene más líneas de las que caben.",
        "pt": "O arquivo tem mais linhas do que cabem.",
    },
    "register_file_gone": {
        "en": "The file is gone; upload it again.",
        "es": "El archivo ya no está; vuelva a subirlo.",
        "pt": "O arquivo não está mais aqui; envie de novo.",
    },
}
_OWN_NAME = {
    "en": "Own do-not-call list",
    "es": "Lista propia de no llamar",
    "pt": "Lista própria de “não ligar”",
}


def rules(actor: Actor, row: ContactRuleSet, own_country: str) -> RulesOut:
    """The organization's own rules."""
    return RulesOut(
        allowed_countries=row.allowed_countries,
        own_country=own_country,
        hours=row.hours,
        closed_on_holidays=row.closed_on_holidays,
        calls_per_day=row.calls_per_day,
        minimum_gap_minutes=row.minimum_gap_minutes,
        consent_days=row.consent_days,
        consent_always=row.consent_always,
        registers=row.registers,
        chosen=row.chosen,
        opt_out_url=f"{settings.ENVIRONMENT.public_url}/stop/{to_text('org', actor.organization_id)}",
        revision=row.revision,
        can=allowed(actor),
    )


def pack_list(
    actor: Actor, confirmed: Mapping[str, RuleConfirmation], chosen: frozenset[str]
) -> list[PackOut]:
    """Every pack in words; what kinds of number are called comes first."""
    language = reading_language(actor.language)
    shown = [_pack(pack, language, confirmed, chosen) for pack in packs().values()]
    return [
        _number_pack(language, confirmed),
        *sorted(shown, key=lambda each: (each.code != "base", each.name)),
    ]


def _pack(
    pack: Pack, language: Reading, confirmed: Mapping[str, RuleConfirmation], chosen: frozenset[str]
) -> PackOut:
    return PackOut(
        code=pack.code,
        name=wording.pack_name(pack.code, language),
        countries=list(pack.countries),
        region=pack.region,
        as_of=max(each.as_of for each in (*pack.rules, *pack.notes)),
        rules=[rule(pack.code, each, language, confirmed, chosen) for each in pack.rules],
        notes=[
            PackNoteOut(text=each.text[language], source=each.source, as_of=each.as_of) for each in pack.notes
        ],
    )


def _number_pack(language: Reading, confirmed: Mapping[str, RuleConfirmation]) -> PackOut:
    shown = [
        RuleOut(
            key=f"{NUMBER_PACK}.{name}",
            kind="number",
            text=_NUMBER_RULES[language][name],
            source=_NUMBER_SOURCE,
            as_of="2026",
            basis="default",
            negotiable=True,
            optional=False,
            chosen=False,
            confirmation=_confirmation(confirmed.get(f"{NUMBER_PACK}.{name}")),
        )
        for name in CONFIRMED.values()
    ]
    name = wording.pack_name(NUMBER_PACK, language)
    return PackOut(code=NUMBER_PACK, name=name, countries=[], region="", as_of="2026", rules=shown, notes=[])


def rule(
    pack: str,
    each: Rule,
    language: Reading,
    confirmed: Mapping[str, RuleConfirmation],
    chosen: frozenset[str],
) -> RuleOut:
    """One rule of a pack."""
    key = f"{pack}.{each.id}"
    return RuleOut(
        key=key,
        kind=_KINDS[type(each)],
        text=f"{wording.rule_text(each, language)}.",
        source=each.source,
        as_of=each.as_of,
        basis=each.basis,
        negotiable=not isinstance(each, LineRule) and not each.optional,
        optional=each.optional,
        chosen=key in chosen,
        confirmation=_confirmation(confirmed.get(key)),
    )


def _confirmation(row: RuleConfirmation | None) -> ConfirmationOut | None:
    if row is None:
        return None
    return ConfirmationOut(by=row.confirmed_by_name, at=row.confirmed_at, note=row.note)


def register_list(ages: Mapping[str, datetime]) -> list[RegisterOut]:
    """The registers that packs name, and those that were imported beside them."""
    kinds = sorted({*register_days(), *ages})
    return [
        RegisterOut(
            kind=kind,
            name=wording.register_name(kind),
            taken_at=ages.get(kind),
            expires_at=expiry(kind, ages.get(kind)),
        )
        for kind in kinds
    ]


def register_days() -> dict[str, int]:
    """For how many days a copy of each register counts."""
    found: dict[str, int] = {}
    for pack in packs().values():
        for each in pack.registers:
            found[each.kind] = min(each.maximum_age_days, found.get(each.kind, each.maximum_age_days))
    return found


def expiry(kind: str, taken_at: datetime | None) -> datetime | None:
    """Until when a copy counts; None for lists that do not grow old."""
    days = register_days().get(kind)
    return taken_at + timedelta(days=days) if taken_at and days else None


def suppression(actor: Actor, row: Suppression) -> SuppressionOut:
    """A number of the own list."""
    return SuppressionOut(
        id=to_text("sup", row.id),
        number=row.number,
        national=national_form(row.number) if row.number else "",
        topic=row.topic,
        source=cast("Literal['person', 'import', 'speech', 'keys', 'chat', 'form']", row.source),
        reason=row.reason,
        by=row.created_by_name,
        created_at=row.created_at,
        lifted_at=row.lifted_at,
        lifted_by=row.lifted_by_name,
        lifted_reason=row.lifted_reason,
        can=allowed(actor),
    )


def register_import(actor: Actor, row: RegisterImport) -> RegisterImportOut:
    """A file of numbers."""
    language = reading_language(actor.language)
    own = row.kind == OWN_LIST
    return RegisterImportOut(
        id=to_text("rgi", row.id),
        kind=row.kind,
        part=row.part,
        name=_OWN_NAME[language] if own else wording.register_name(row.kind),
        file_name=row.file_name,
        status=cast("Literal['waiting', 'running', 'ready', 'failed']", row.status),
        progress=100 if row.status == "ready" else min(99, row.bytes_done * 100 // max(1, row.size)),
        lines=row.lines,
        numbers=row.numbers,
        refused=row.refused,
        problem=_PROBLEMS[row.error_code][language] if row.error_code else "",
        taken_at=row.taken_at,
        expires_at=None if own else expiry(row.kind, row.taken_at),
        by=row.created_by_name,
        created_at=row.created_at,
        finished_at=row.finished_at,
        can=allowed(actor),
    )


def decision(actor: Actor, made: Decision, *, purpose: Purpose, automated: bool) -> DecisionOut:
    """A decision in the reader's words."""
    language = reading_language(actor.language)
    place = sentences.place_of_decision(made)
    return DecisionOut(
        allowed=made.allowed,
        number=made.number,
        national=national_form(made.number) if made.number else "",
        purpose=purpose,
        automated=automated,
        at=made.at,
        valid_until=made.valid_until,
        next_allowed=made.next_allowed,
        time_zone=place,
        reasons=[
            ReasonOut(
                code=each.code,
                text=sentences.reason_text(each, place, language),
                pack=str(each.data.get("pack") or ""),
                source=str(each.data.get("source") or ""),
                until=each.until,
            )
            for each in made.reasons
        ],
        evidence=[
            EvidenceOut(code=each.code, text=sentences.evidence_text(each, place, language))
            for each in made.evidence
        ],
        lines=[
            LineOut(
                code=each.code,
                language=each.language,
                text=sentences.line_text(each, language),
                packs=list(each.packs),
            )
            for each in made.lines
        ],
    )
