"""Decisions in words: one sentence for each code, in the languages of the dashboard."""

from collections.abc import Mapping

from centralita.kit.languages import Reading
from centralita.operations.compliance.domain.question import Decision, Evidence, Line, Reason, Value
from centralita.operations.compliance.domain.wording import (
    LINES,
    moment_text,
    pack_name,
    register_name,
)

_REASONS: dict[str, dict[str, str]] = {
    "number_invalid": {
        "en": "That is no phone number.",
        "es": "Eso no es un número de teléfono.",
        "pt": "Isto não é um número de telefone.",
    },
    "number_missing": {
        "en": "There is no phone number to call.",
        "es": "No hay ningún teléfono al que llamar.",
        "pt": "Não há telefone para ligar.",
    },
    "number_short_or_emergency": {
        "en": "It is an emergency number or a short code: those are never called.",
        "es": "Es un número de emergencia o corto: a esos no se llama nunca.",
        "pt": "É um número de emergência ou curto: para esses nunca se liga.",
    },
    "number_premium_rate": {
        "en": "It is a premium-rate number: those are never called.",
        "es": "Es un número de tarificación adicional: a esos no se llama nunca.",
        "pt": "É um número de tarifa especial: para esses nunca se liga.",
    },
    "number_shared_cost": {
        "en": "It is a shared-cost number: those are never called.",
        "es": "Es un número de coste compartido: a esos no se llama nunca.",
        "pt": "É um número de custo compartilhado: para esses nunca se liga.",
    },
    "number_pager": {"en": "It is a pager.", "es": "Es un buscapersonas.", "pt": "É um pager."},
    "number_uan": {
        "en": "It is a company's universal number, whose price nobody knows.",
        "es": "Es un número universal de empresa, cuyo precio no se conoce.",
        "pt": "É um número universal de empresa, cujo preço ninguém sabe.",
    },
    "number_voicemail": {
        "en": "It is the number of a mailbox.",
        "es": "Es el número de un buzón de voz.",
        "pt": "É o número de uma caixa postal.",
    },
    "number_unknown_kind": {
        "en": "Nobody can tell what kind of number it is.",
        "es": "No se sabe qué clase de número es.",
        "pt": "Não se sabe que tipo de número é.",
    },
    "number_satellite": {
        "en": "It belongs to a satellite or international network.",
        "es": "Es de una red por satélite o internacional.",
        "pt": "É de uma rede internacional ou por satélite.",
    },
    "number_kind_unconfirmed": {
        "en": "It is a personal or internet number: an owner has to confirm that those may be called.",
        "es": "Es un número personal o de internet: un propietario tiene que confirmar que se puede llamar.",
        "pt": "É um número pessoal ou de internet: um proprietário precisa confirmar que é permitido ligar.",
    },
    "caller_code": {
        "en": "{pack}: calls like this one come from numbers that begin with {codes}, not from {caller}.",
        "es": "{pack}: las llamadas como esta salen de números que empiezan por {codes}, no de {caller}.",
        "pt": "{pack}: ligações como esta saem de números que começam com {codes}, não de {caller}.",
    },
    "caller_kind": {
        "en": "{pack}: calls like this one may not come from a number like {caller}.",
        "es": "{pack}: las llamadas como esta no pueden salir de un número como {caller}.",
        "pt": "{pack}: ligações como esta não podem sair de um número como {caller}.",
    },
    "volume_reached": {
        "en": "{pack}: {count} calls this month, and only {most} without more: an owner has to confirm that you meet what is asked for more.",
        "es": "{pack}: {count} llamadas este mes y solo {most} sin más: un propietario tiene que confirmar que cumple lo que se pide para más.",
        "pt": "{pack}: {count} ligações este mês, e só {most} sem mais exigências: um proprietário precisa confirmar que você cumpre o que se pede para fazer mais.",
    },
    "country_not_allowed": {
        "en": "Its country ({country}) is not among those that may be called ({allowed}).",
        "es": "Su país ({country}) no está entre los permitidos ({allowed}).",
        "pt": "O país dele ({country}) não está entre os permitidos ({allowed}).",
    },
    "contact_do_not_call": {
        "en": "The contact is marked as not to be called.",
        "es": "El contacto está marcado para no llamarle.",
        "pt": "O contato está marcado para não receber ligações.",
    },
    "on_own_list": {
        "en": "The number has been on your own do-not-call list since {since}.",
        "es": "El número está en su lista de no llamar desde {since}.",
        "pt": "O número está na sua lista de “não ligar” desde {since}.",
    },
    "on_register": {
        "en": "The number is on the register {register}.",
        "es": "El número está en el registro {register}.",
        "pt": "O número está no cadastro {register}.",
    },
    "register_missing": {
        "en": "{pack}: the register {register} has to be looked at first; import a copy of it.",
        "es": "{pack}: antes hay que consultar el registro {register}; importe una copia.",
        "pt": "{pack}: antes é preciso consultar o cadastro {register}; importe uma cópia.",
    },
    "register_outdated": {
        "en": "{pack}: the copy of the register {register} is more than {days} days old.",
        "es": "{pack}: la copia del registro {register} tiene más de {days} días.",
        "pt": "{pack}: a cópia do cadastro {register} tem mais de {days} dias.",
    },
    "consent_missing": {
        "en": "{pack}: prior consent to such calls is needed and there is none.",
        "es": "{pack}: hace falta consentimiento previo para estas llamadas y no lo hay.",
        "pt": "{pack}: é preciso consentimento prévio para estas ligações, e não há.",
    },
    "consent_withdrawn": {
        "en": "{pack}: consent is needed, and it was withdrawn on {at}.",
        "es": "{pack}: hace falta consentimiento, y se retiró el {at}.",
        "pt": "{pack}: é preciso consentimento, e ele foi retirado em {at}.",
    },
    "consent_not_automated": {
        "en": "{pack}: there is consent, but not to calls by an artificial voice.",
        "es": "{pack}: hay consentimiento, pero no para llamadas con voz artificial.",
        "pt": "{pack}: há consentimento, mas não para ligações com voz artificial.",
    },
    "consent_not_written": {
        "en": "{pack}: consent has to be in writing; the text that was agreed to is missing.",
        "es": "{pack}: el consentimiento ha de ser por escrito; falta el texto que se aceptó.",
        "pt": "{pack}: o consentimento precisa ser por escrito; falta o texto com que a pessoa concordou.",
    },
    "consent_too_old": {
        "en": "{pack}: the consent is too old to count.",
        "es": "{pack}: el consentimiento es demasiado antiguo para valer.",
        "pt": "{pack}: o consentimento é antigo demais para valer.",
    },
    "outside_hours": {
        "en": "{pack}: not at this hour; it is {local} there. Again from {again}.",
        "es": "{pack}: a esta hora no; allí son {local}. De nuevo desde {again}.",
        "pt": "{pack}: nesta hora não; lá são {local}. De novo a partir de {again}.",
    },
    "holiday": {
        "en": "{pack}: it is a public holiday there ({local}). Again from {again}.",
        "es": "{pack}: allí es festivo ({local}). De nuevo desde {again}.",
        "pt": "{pack}: lá é feriado ({local}). De novo a partir de {again}.",
    },
    "cap_reached": {
        "en": "{pack}: the number was called {calls} times within {hours} hours. Again from {again}.",
        "es": "{pack}: se ha llamado {calls} veces a ese número en {hours} horas. De nuevo desde {again}.",
        "pt": "{pack}: esse número recebeu {calls} ligações em {hours} horas. De novo a partir de {again}.",
    },
    "too_soon": {
        "en": "{pack}: less than {minutes} minutes since the last call. Again from {again}.",
        "es": "{pack}: hace menos de {minutes} minutos de la última llamada. De nuevo desde {again}.",
        "pt": "{pack}: faz menos de {minutes} minutos da última ligação. De novo a partir de {again}.",
    },
}
_EVIDENCE: dict[str, dict[str, str]] = {
    "number_read": {
        "en": "The number is {number}, of {country}.",
        "es": "El número es {number}, de {country}.",
        "pt": "O número é {number}, de {country}.",
    },
    "local_time": {
        "en": "There it is {local} ({zone}, known by {found}).",
        "es": "Allí son {local} ({zone}, se sabe por {found}).",
        "pt": "Lá são {local} ({zone}, sabido por {found}).",
    },
    "more_zones": {
        "en": "It may be in {count} more time zones: all of them must be open.",
        "es": "Puede estar en {count} husos horarios más: deben estar todos abiertos.",
        "pt": "Pode estar em mais {count} fusos horários: todos precisam estar abertos.",
    },
    "holidays_unknown": {
        "en": "The public holidays of {country} are not known.",
        "es": "No se conocen los festivos de {country}.",
        "pt": "Os feriados de {country} não são conhecidos.",
    },
    "not_on_own_list": {
        "en": "It is not on your own do-not-call list.",
        "es": "No está en su lista de no llamar.",
        "pt": "Não está na sua lista de “não ligar”.",
    },
    "rule_held": {
        "en": "{pack}: {source} (as of {as_of}).",
        "es": "{pack}: {source} (a fecha de {as_of}).",
        "pt": "{pack}: {source} (de {as_of}).",
    },
    "confirmed_looser": {
        "en": "{pack}: {source} is not applied: {by} confirmed it on {at}. “{note}”",
        "es": "{pack}: no se aplica {source}: lo confirmó {by} el {at}. «{note}»",
        "pt": "{pack}: {source} não se aplica: {by} confirmou em {at}. “{note}”",
    },
    "consent_given": {
        "en": "{pack}: consent given on {given_at} ({given_in}).",
        "es": "{pack}: consentimiento dado el {given_at} ({given_in}).",
        "pt": "{pack}: consentimento dado em {given_at} ({given_in}).",
    },
    "register_waived": {
        "en": "The register {register} does not count: written consent of {given_at}.",
        "es": "El registro {register} no cuenta: hay consentimiento escrito del {given_at}.",
        "pt": "O cadastro {register} não conta: há consentimento por escrito de {given_at}.",
    },
    "register_looked_at": {
        "en": "The register {register} was looked at in the copy of {imported_at}.",
        "es": "Se ha consultado el registro {register} en la copia del {imported_at}.",
        "pt": "O cadastro {register} foi consultado na cópia de {imported_at}.",
    },
    "caller_not_chosen": {
        "en": "{pack}: which number calls is asked when the call is made.",
        "es": "{pack}: desde qué número se llama se comprueba al llamar.",
        "pt": "{pack}: o número de origem é conferido na hora de ligar.",
    },
    "caller_fits": {
        "en": "{pack}: {caller} may make calls like this one.",
        "es": "{pack}: {caller} puede hacer llamadas como esta.",
        "pt": "{pack}: {caller} pode fazer ligações como esta.",
    },
    "volume_counted": {
        "en": "{pack}: calls so far this month: {count} of {most}.",
        "es": "{pack}: llamadas de este mes: {count} de {most}.",
        "pt": "{pack}: ligações deste mês: {count} de {most}.",
    },
    "attempts_counted": {
        "en": "Calls to this number in the last month: {count}.",
        "es": "Llamadas a este número en el último mes: {count}.",
        "pt": "Ligações para este número no último mês: {count}.",
    },
}
_MUST_SAY = {"en": "Say {line}.", "es": "Diga {line}.", "pt": "Diga {line}."}
_FOUND = {
    "en": {"contact": "the contact", "number": "the number", "country": "the country", "nowhere": "nothing"},
    "es": {"contact": "el contacto", "number": "el número", "country": "el país", "nowhere": "nada"},
    "pt": {"contact": "o contato", "number": "o número", "country": "o país", "nowhere": "nada"},
}
_NOBODY_KNOWS = {"en": "no moment in sight", "es": "sin fecha a la vista", "pt": "sem data à vista"}
_MOMENTS = ("again", "since", "at", "given_at", "imported_at", "local")


def reason_text(reason: Reason, place: str, language: Reading) -> str:
    """What speaks against the call, with moments on the clock of `place` (an IANA zone)."""
    return _filled(_REASONS[reason.code][language], reason.data, place, language)


def evidence_text(evidence: Evidence, place: str, language: Reading) -> str:
    """What the decision rests on."""
    return _filled(_EVIDENCE[evidence.code][language], evidence.data, place, language)


def line_text(line: Line, language: Reading) -> str:
    """What must be said, for who prepares the call."""
    return _MUST_SAY[language].format(line=LINES[language][line.code])


def place_of_decision(decision: Decision) -> str:
    """The zone by whose clock a decision is told."""
    zones = (each.data.get("zone") for each in decision.evidence if each.code == "local_time")
    return str(next(zones, "") or "")


def codes() -> tuple[frozenset[str], frozenset[str]]:
    """The codes of reasons and of evidence that have words."""
    return frozenset(_REASONS), frozenset(_EVIDENCE)


def _filled(text: str, data: Mapping[str, Value], place: str, language: Reading) -> str:
    shown = {name: _shown(name, value, place, language) for name, value in data.items()}
    if "local" in shown and isinstance(data["local"], str):
        shown["local"] = moment_text(data["local"], "", language)
    return text.format_map(shown)


def _shown(name: str, value: Value, place: str, language: Reading) -> str:
    if name in _MOMENTS:
        return _NOBODY_KNOWS[language] if value is None else moment_text(str(value), place, language)
    match name:
        case "pack":
            return pack_name(str(value), language)
        case "register":
            return register_name(str(value))
        case "found":
            return _FOUND[language].get(str(value), str(value))
        case _:
            return "—" if value in {None, ""} else str(value)
