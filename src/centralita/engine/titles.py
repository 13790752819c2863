"""What the parts of an agent are called where people see them: its fields, ways out, steps and languages."""

from __future__ import annotations

from functools import cache
from typing import Final

from centralita.engine.data import pick
from centralita.engine.nodes import KINDS

# The words of the dashboard's own forms: `tests/engine/test_titles.py` holds the two together.
_OF_AGENT: Final[dict[str, tuple[str, str, str]]] = {
    "persona": ("Manera de ser", "Persona", "Persona"),
    "greeting": ("Saludo", "Greeting", "Saudação"),
    "ai_notice": ("Aviso de que es una IA", "Notice that it is an AI", "Aviso de que é uma IA"),
    "not_understood": ("Cuando no entiende", "When it does not understand", "Quando não entende"),
    "unanswered": (
        "Cuando nada responde la pregunta",
        "When nothing answers the question",
        "Quando nada responde à pergunta",
    ),
    "unavailable": (
        "Cuando no puede responder ahora",
        "When it cannot answer now",
        "Quando não pode responder agora",
    ),
    "stuck": ("Cuando algo falla", "When something goes wrong", "Quando algo dá errado"),
    "limit": (
        "Al final de una conversación demasiado larga",
        "At the end of a conversation that is too long",
        "No fim de uma conversa longa demais",
    ),
    "handoff": ("Cuando pasa a una persona", "When a person takes over", "Quando passa para uma pessoa"),
    "handed_back": (
        "Cuando una persona la devuelve",
        "When a person hands back",
        "Quando uma pessoa devolve",
    ),
    "restarted": ("Cuando empieza de nuevo", "When it starts over", "Quando começa de novo"),
    "language_changed": ("Cuando cambia el idioma", "When the language changes", "Quando o idioma muda"),
    "opted_out": (
        "Cuando alguien no quiere más llamadas",
        "When somebody wants no more calls",
        "Quando alguém não quer mais ligações",
    ),
    "transfer": (
        "Cuando transfiere una llamada",
        "When a call is transferred",
        "Quando transfere uma ligação",
    ),
    "quote": ("Cuando cita", "When it quotes", "Quando cita"),
    "invalid_text": ("Cuando un texto no sirve", "When a text does not fit", "Quando um texto não serve"),
    "invalid_number": (
        "Cuando un número no sirve",
        "When a number does not fit",
        "Quando um número não serve",
    ),
    "invalid_email": (
        "Cuando un correo no sirve",
        "When an e-mail address does not fit",
        "Quando um e-mail não serve",
    ),
    "invalid_phone": (
        "Cuando un teléfono no sirve",
        "When a phone number does not fit",
        "Quando um telefone não serve",
    ),
    "invalid_date": ("Cuando una fecha no sirve", "When a date does not fit", "Quando uma data não serve"),
    "invalid_datetime": (
        "Cuando una fecha y hora no sirven",
        "When a date and time do not fit",
        "Quando uma data e hora não servem",
    ),
    "invalid_choice": (
        "Cuando no es ninguna de las opciones",
        "When it is none of the options",
        "Quando não é nenhuma das opções",
    ),
    "invalid_rating": ("Cuando una nota no sirve", "When a rating does not fit", "Quando uma nota não serve"),
    "invalid_yes_no": (
        "Cuando no es ni sí ni no",
        "When it is neither yes nor no",
        "Quando não é sim nem não",
    ),
    "invalid_file": ("Cuando un archivo no sirve", "When a file does not fit", "Quando um arquivo não serve"),
    "closed_then": (
        "Cuando el negocio está cerrado a esa hora",
        "When the business is closed then",
        "Quando o negócio está fechado nessa hora",
    ),
    "still_there": ("Cuando nadie dice nada", "When nobody says anything", "Quando ninguém diz nada"),
    "nobody_there": (
        "Cuando ya no hay nadie",
        "When nobody is there any more",
        "Quando não há mais ninguém",
    ),
    "approval_asked": ("Cuando se pide aprobación", "When approval is asked for", "Quando se pede aprovação"),
    "approval_waits": (
        "Mientras se espera la aprobación",
        "While approval is awaited",
        "Enquanto se espera a aprovação",
    ),
}
_WAYS_OUT: Final[dict[str, tuple[str, str, str]]] = {
    "next": ("Después", "Next", "Próximo"),
    "gave_up": ("Si no responde", "If no answer comes", "Se não vier resposta"),
    "skipped": ("Si lo salta", "If skipped", "Se pular"),
    "known": ("Si ya se sabe", "If it is known", "Se já se souber"),
    "yes": ("Sí", "Yes", "Sim"),
    "no": ("No", "No", "Não"),
    "low": ("Si puntúa bajo", "If the score is low", "Se a nota for baixa"),
    "otherwise": ("Si no", "Otherwise", "Caso contrário"),
    "unanswered": ("Si no sabe responder", "If it cannot answer", "Se não souber responder"),
    "limit": ("Al llegar al límite", "At the limit", "No limite"),
    "failed": ("Si falla", "If it fails", "Se falhar"),
    "returned": ("Cuando la persona la devuelve", "When handed back", "Quando for devolvida"),
    "nobody": ("Si nadie atiende", "If nobody takes over", "Se ninguém assumir"),
    "timeout": ("Si pasa el tiempo", "When time is up", "Quando o tempo acabar"),
    "missing": ("Si falta algo", "If something is missing", "Se faltar algo"),
}
_OPTION: Final = ("opción", "option", "opção")
# Written inside a sentence: small in Spanish and Portuguese.
_LANGUAGES: Final[dict[str, tuple[str, str, str]]] = {
    "es": ("español", "Spanish", "espanhol"), "en": ("inglés", "English", "inglês"),
    "pt": ("portugués", "Portuguese", "português"),
    "pt-BR": ("portugués de Brasil", "Brazilian Portuguese", "português do Brasil"),
    "fr": ("francés", "French", "francês"), "de": ("alemán", "German", "alemão"),
    "it": ("italiano", "Italian", "italiano"), "ca": ("catalán", "Catalan", "catalão"),
    "gl": ("gallego", "Galician", "galego"), "eu": ("euskera", "Basque", "basco"),
    "nl": ("neerlandés", "Dutch", "holandês"), "pl": ("polaco", "Polish", "polonês"),
    "ro": ("rumano", "Romanian", "romeno"), "sv": ("sueco", "Swedish", "sueco"),
    "da": ("danés", "Danish", "dinamarquês"), "nb": ("noruego", "Norwegian", "norueguês"),
    "fi": ("finés", "Finnish", "finlandês"), "cs": ("checo", "Czech", "tcheco"),
    "sk": ("eslovaco", "Slovak", "eslovaco"), "sl": ("esloveno", "Slovenian", "esloveno"),
    "hr": ("croata", "Croatian", "croata"), "hu": ("húngaro", "Hungarian", "húngaro"),
    "el": ("griego", "Greek", "grego"), "bg": ("búlgaro", "Bulgarian", "búlgaro"),
    "uk": ("ucraniano", "Ukrainian", "ucraniano"), "ru": ("ruso", "Russian", "russo"),
    "lt": ("lituano", "Lithuanian", "lituano"), "lv": ("letón", "Latvian", "letão"),
    "et": ("estonio", "Estonian", "estoniano"), "tr": ("turco", "Turkish", "turco"),
    "ar": ("árabe", "Arabic", "árabe"), "he": ("hebreo", "Hebrew", "hebraico"),
    "hi": ("hindi", "Hindi", "híndi"), "zh": ("chino", "Chinese", "chinês"),
    "ja": ("japonés", "Japanese", "japonês"), "ko": ("coreano", "Korean", "coreano"),
    "vi": ("vietnamita", "Vietnamese", "vietnamita"), "th": ("tailandés", "Thai", "tailandês"),
    "id": ("indonesio", "Indonesian", "indonésio"),
}  # fmt: skip
_PLACE: Final = {"es": 0, "en": 1, "pt": 2}


def _worded(texts: tuple[str, str, str] | None, language: str, code: str) -> str:
    return texts[_PLACE.get(language, 1)] if texts else code


def agent_field(field: str, language: str) -> str:
    """What a text of the whole agent is called, a sentence of its own included."""
    return _worded(_OF_AGENT.get(field), language, field)


def step_field(kind: str, field: str, language: str) -> str:
    """What a field of a step is called in its form; `option 2` is the second answer that it offers."""
    name, _, which = field.partition(" ")
    if name == "option" and which:
        return f"{_worded(_OPTION, language, name)} {which}"
    titles = _field_titles(kind).get(field)
    return pick(titles, language, "en") if titles else field


def way_out(port: str, language: str) -> str:
    """What a built-in way out is called; one that the author named is called by that name."""
    return _worded(_WAYS_OUT.get(port), language, port)


def step(name: str, kind: str, language: str) -> str:
    """What a step is called: by its author, else by what it does."""
    return name or (pick(KINDS[kind].title, language, "en") if kind in KINDS else kind)


def tongue(code: str, language: str) -> str:
    """What a language is called; by its code when it is none of those that an agent is offered."""
    return _worded(_LANGUAGES.get(code), language, code)


@cache
def _field_titles(kind: str) -> dict[str, dict[str, str]]:
    if kind not in KINDS:
        return {}
    properties = KINDS[kind].data.model_json_schema().get("properties", {})
    return {
        name: {"en": one.get("title", name), **one.get("x-title", {})} for name, one in properties.items()
    }
