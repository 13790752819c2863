"""Rules and moments in words, in the languages of the dashboard."""

from datetime import datetime
from itertools import pairwise

from centralita.engine.business import WEEKDAYS, zone
from centralita.kit.languages import Reading
from centralita.kit.phone import PhoneKind
from centralita.operations.compliance.domain.packs import (
    CallerRule,
    CapRule,
    ConsentRule,
    GapRule,
    HoursRule,
    LineRule,
    RegisterRule,
    Rule,
    VolumeRule,
    packs,
)

_DAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "es": ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
    "pt": ("seg", "ter", "qua", "qui", "sex", "sáb", "dom"),
}
_WHO = {
    "en": {True: " by an artificial voice", False: " by people", None: ""},
    "es": {True: " con voz artificial", False: " de personas", None: ""},
    "pt": {True: " com voz artificial", False: " de pessoas", None: ""},
}
_PURPOSES: dict[str, dict[tuple[str, ...], str]] = {
    "en": {("marketing",): "Advertising calls", ("service",): "Service calls"},
    "es": {("marketing",): "Llamadas comerciales", ("service",): "Llamadas de servicio"},
    "pt": {("marketing",): "Ligações comerciais", ("service",): "Ligações de serviço"},
}
_ALL = {"en": "Calls", "es": "Llamadas", "pt": "Ligações"}
_HOUSE = {"en": "Your own rules", "es": "Sus propias reglas", "pt": "Suas próprias regras"}
_KINDS = {"en": "Kinds of number", "es": "Clases de número", "pt": "Tipos de número"}
_REGISTERS = {
    "dnc": "National Do Not Call Registry",
    "robinson": "Lista Robinson",
    "tps": "TPS",
    "repep": "REPEP",
    "reus": "REUS",
    "nao_me_perturbe": "Não Me Perturbe",
    "dncl": "National Do Not Call List",
}
LINES = {
    "en": {
        "ai_disclosure": "that an artificial intelligence is speaking",
        "recording_disclosure": "that the call is recorded, before it is",
        "identification": "who is calling and what for",
        "opt_out": "how to ask for no more calls",
    },
    "es": {
        "ai_disclosure": "que habla una inteligencia artificial",
        "recording_disclosure": "que la llamada se graba, antes de hacerlo",
        "identification": "quién llama y para qué",
        "opt_out": "cómo pedir que no se llame más",
    },
    "pt": {
        "ai_disclosure": "que quem fala é uma inteligência artificial",
        "recording_disclosure": "que a ligação é gravada, antes de gravar",
        "identification": "quem liga e para quê",
        "opt_out": "como pedir para não receber mais ligações",
    },
}
_NUMBER_KINDS = {
    "en": {PhoneKind.MOBILE: "mobile numbers", PhoneKind.FIXED: "landlines"},
    "es": {PhoneKind.MOBILE: "números móviles", PhoneKind.FIXED: "fijos"},
    "pt": {PhoneKind.MOBILE: "celulares", PhoneKind.FIXED: "telefones fixos"},
}
_TEXTS = {
    "en": {
        "hours": "{calls}: {hours}",
        "holidays": ", never on public holidays",
        "consent": "{calls} need prior consent{written}{age}",
        "written": " in writing",
        "age": ", at most {days} days old",
        "register": "{calls}: the register {register} must have been looked at in the last {days} days",
        "waived": ", except where the person agreed in writing",
        "cap": "{calls}: at most {calls_number} to a number in {hours} hours",
        "gap": "{calls}: at least {minutes} minutes between two to one number",
        "caller_codes": "{calls}: only from numbers that begin with {codes}",
        "caller_kinds": "{calls}: never from {kinds}",
        "volume": "{calls}: at most {most} in a month",
        "line": "{calls}: it is said {line}",
    },
    "es": {
        "hours": "{calls}: {hours}",
        "holidays": ", nunca en festivos",
        "consent": "{calls}: hace falta consentimiento previo{written}{age}",
        "written": " por escrito",
        "age": ", de {days} días como mucho",
        "register": "{calls}: hay que haber consultado el registro {register} en los últimos {days} días",
        "waived": ", salvo que la persona aceptara por escrito",
        "cap": "{calls}: como mucho {calls_number} a un número en {hours} horas",
        "gap": "{calls}: al menos {minutes} minutos entre dos a un mismo número",
        "caller_codes": "{calls}: solo desde números que empiezan por {codes}",
        "caller_kinds": "{calls}: nunca desde {kinds}",
        "volume": "{calls}: como mucho {most} al mes",
        "line": "{calls}: se dice {line}",
    },
    "pt": {
        "hours": "{calls}: {hours}",
        "holidays": ", nunca em feriados",
        "consent": "{calls}: é preciso consentimento prévio{written}{age}",
        "written": " por escrito",
        "age": ", de no máximo {days} dias",
        "register": "{calls}: o cadastro {register} precisa ter sido consultado nos últimos {days} dias",
        "waived": ", a não ser que a pessoa tenha concordado por escrito",
        "cap": "{calls}: no máximo {calls_number} para um número em {hours} horas",
        "gap": "{calls}: pelo menos {minutes} minutos entre duas para o mesmo número",
        "caller_codes": "{calls}: só de números que começam com {codes}",
        "caller_kinds": "{calls}: nunca de {kinds}",
        "volume": "{calls}: no máximo {most} por mês",
        "line": "{calls}: é dito {line}",
    },
}


def register_name(kind: str) -> str:
    """What a register is called."""
    return _REGISTERS.get(kind, kind)


def pack_name(code: str, language: Reading) -> str:
    """What a pack's place is called; `house` is the organization itself."""
    if code == "house":
        return _HOUSE[language]
    if code == "number":
        return _KINDS[language]
    pack = packs().get(code)
    return code if pack is None else pack.name[language]


def rule_text(rule: Rule, language: str) -> str:
    """A rule in one sentence without its full stop."""
    texts = _TEXTS[language]
    calls = _PURPOSES[language].get(rule.purposes, _ALL[language]) + _WHO[language][rule.automated]
    text = ""
    match rule:
        case HoursRule():
            text = texts["hours"].format(calls=calls, hours=hours_text(rule, language))
            text += texts["holidays"] if rule.closed_on_holidays else ""
        case ConsentRule():
            age = texts["age"].format(days=rule.maximum_age_days) if rule.maximum_age_days else ""
            written = texts["written"] if rule.written else ""
            text = texts["consent"].format(calls=calls, written=written, age=age)
        case RegisterRule():
            name, days = register_name(rule.kind), rule.maximum_age_days
            text = texts["register"].format(calls=calls, register=name, days=days)
            text += texts["waived"] if rule.waived_by_consent else ""
        case CapRule():
            text = texts["cap"].format(calls=calls, calls_number=rule.calls, hours=rule.hours)
        case GapRule():
            text = texts["gap"].format(calls=calls, minutes=rule.minutes)
        case CallerRule():
            text = _caller_text(rule, calls, language)
        case VolumeRule():
            text = texts["volume"].format(calls=calls, most=_thousands(rule.calls, language))
        case LineRule():
            text = texts["line"].format(calls=calls, line=LINES[language][rule.line])
    return text


def _caller_text(rule: CallerRule, calls: str, language: str) -> str:
    texts, parts = _TEXTS[language], []
    if rule.starts_with:
        parts.append(texts["caller_codes"].format(calls=calls, codes=", ".join(rule.starts_with)))
    if rule.never:
        kinds = ", ".join(_NUMBER_KINDS[language].get(kind, kind.value) for kind in rule.never)
        parts.append(texts["caller_kinds"].format(calls=calls, kinds=kinds))
    return "; ".join(parts)


def _thousands(number: int, language: str) -> str:
    return f"{number:,}".replace(",", "," if language == "en" else ".")


def hours_text(rule: HoursRule, language: str) -> str:
    """`Mon–Fri 09:00–21:00, Sat–Sun 10:00–18:00`."""
    days = [tuple((span.opens, span.closes) for span in rule.days.get(day, ())) for day in WEEKDAYS]
    changes = [0, *(after for before, after in pairwise(range(7)) if days[before] != days[after]), 7]
    names, parts = _DAYS[language], []
    for begin, end in pairwise(changes):
        if days[begin]:
            name = names[begin] if end - begin == 1 else f"{names[begin]}–{names[end - 1]}"
            parts.append(f"{name} {' / '.join(f'{opens}–{closes}' for opens, closes in days[begin])}")
    return ", ".join(parts)


def moment_text(text: str, place: str, language: str) -> str:
    """A moment on the clock of a place: `Tue 2026-11-24, 09:00`, `mar 24/11/2026, 09:00`."""
    moment = datetime.fromisoformat(text)
    local = moment.astimezone(zone(place)) if place else moment
    day = _DAYS[language][local.weekday()]
    return local.strftime(f"{day} %Y-%m-%d, %H:%M" if language == "en" else f"{day} %d/%m/%Y, %H:%M")
