"""Wishes that are heard at any moment: a person, a new start, another language, no more calls.

A message is such a wish only as a whole: what is left when greetings and polite words are taken from
both ends must be one of the phrases. "I want to talk to a person" is one; "I talked to a person
yesterday" is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from centralita.engine.reading.wording import plain
from centralita.engine.settings import Interrupt, Interrupts
from centralita.engine.stopping import wants_no_calls
from centralita.engine.tongue_names import asked_for, names_of, politely

Wish = Literal["person", "restart", "language"]
MAX_LENGTH = 90

_PERSON = {
    "es": (
        "hablar con una persona", "hablar con alguien", "hablar con un humano", "hablar con un agente",
        "hablar con un operador", "hablar con una operadora", "hablar con atencion al cliente",
        "hablar con una persona real", "hablar con una persona de verdad",

        "pasame con una persona", "paseme con una persona", "pasame con alguien", "paseme con alguien",
        "ponme con una persona", "pongame con una persona", "que me atienda una persona",
        "que me atienda un humano", "hablar con recepcion",
    ),
    "en": (
        "talk to a person", "speak to a person", "talk to a human", "speak to a human", "talk to someone",
        "speak to someone", "talk to an agent", "speak to an agent", "talk with a person",
        "speak with a person", "talk with a human", "speak with a human", "speak with someone",
        "speak with an agent", "talk to a real person", "speak to a real person", "speak with a real person",

        "talk to an operator", "speak to an operator",
        "talk to a representative", "speak to a representative", "connect me to a person",
        "connect me to an agent", "transfer me to a person", "get me a human", "talk to a human being",
    ),
    "pt": (
        "falar com uma pessoa", "falar com alguem", "falar com um humano", "falar com um atendente",
        "falar com uma atendente", "falar com um agente", "falar com um operador",
        "falar com atendente",
        "passe para uma pessoa", "falar com uma pessoa real",
    ),
    "fr": (
        "parler a une personne", "parler a quelqu un", "parler a quelquun", "parler avec une personne",
        "parler avec quelqu un", "parler a un humain", "parler a un conseiller", "parler a un agent",
        "passez moi une personne", "passez moi quelqu un", "parler a une vraie personne",
    ),
    "de": (
        "mit einem menschen sprechen", "mit jemandem sprechen", "mit einer person sprechen",
        "mit einem mitarbeiter sprechen", "mit einer mitarbeiterin sprechen", "mit einem menschen reden",
        "verbinden sie mich mit einem menschen", "verbinden sie mich mit einem mitarbeiter",
    ),
    "it": (
        "parlare con una persona", "parlare con qualcuno", "parlare con un operatore",
        "parlare con un operatrice", "parlare con un umano", "parlare con una persona vera",
        "mi passi una persona", "mi passi un operatore", "passami una persona",
    ),
    "ca": (
        "parlar amb una persona", "parlar amb algu", "parlar amb un huma", "parlar amb un agent",
        "parlar amb un operador", "passim amb una persona", "em passi amb una persona",
        "parlar amb una persona de veritat",
    ),
}  # fmt: skip
_RESTART = {
    "es": (
        "empezar de nuevo", "empezar otra vez", "volver a empezar", "empezar desde el principio",
        "comenzar de nuevo", "reiniciar", "reiniciar la conversacion", "volver al inicio",
        "volver al principio", "empecemos de nuevo", "empezamos de nuevo",
    ),
    "en": (
        "start again", "start over", "restart", "begin again", "lets start again", "lets start over",
        "start from the beginning", "restart the conversation", "start afresh",
    ),
    "pt": (
        "comecar de novo", "comecar novamente", "recomecar", "reiniciar", "voltar ao inicio",
        "voltar ao comeco", "reiniciar a conversa", "vamos comecar de novo",
    ),
    "fr": ("recommencer", "recommencons", "recommencer depuis le debut", "repartir de zero", "on recommence"),
    "de": ("von vorne anfangen", "noch einmal von vorne", "neu anfangen", "neu starten", "von vorn anfangen"),
    "it": ("ricominciare", "ricominciamo", "ricominciare da capo", "da capo", "iniziare di nuovo"),
    "ca": ("tornar a comencar", "comencar de nou", "tornem a comencar", "reiniciar la conversa"),
}  # fmt: skip
# Said alone these are a wish too, except where the agent has just asked something: "una persona" may
# be the answer to "for how many?".
_BARE: dict[Wish, tuple[str, ...]] = {
    "person": (
        "una persona", "una persona real", "persona real", "un humano", "humano", "un agente", "agente",
        "un agente humano", "agente humano", "un operador", "operador", "operadora", "atencion humana",
        "a person", "a real person", "real person", "a human", "human", "human agent", "a human agent",
        "agent", "live agent", "an agent", "an operator", "operator", "a representative",
        "representative", "uma pessoa", "uma pessoa real", "um atendente", "atendente",
        "atendente humano", "atendimento humano", "um humano",
    ),
    "restart": ("desde el principio", "from the beginning", "desde o inicio"),
}  # fmt: skip
_LANGUAGE_FRAMES = (
    "en {}", "in {}", "em {}", "habla {}", "hable {}", "hablar {}", "hablar en {}", "habla en {}",
    "hable en {}", "hablas {}", "habla usted {}", "hablamos en {}", "cambiar a {}", "cambia a {}",
    "cambie a {}", "cambiar al {}", "cambiar el idioma a {}", "cambiar idioma a {}", "seguir en {}",
    "continuar en {}", "speak {}", "speak in {}", "talk in {}", "switch to {}", "change to {}",
    "change language to {}", "change the language to {}", "do you speak {}", "continue in {}",
    "lets speak {}", "fala {}", "fale {}", "falar {}", "falar em {}", "fale em {}", "mudar para {}",
    "mude para {}", "continuar em {}", "voce fala {}", "you speak {}",
    "parler {}", "parlez {}", "parlez vous {}", "parler en {}", "continuer en {}", "auf {}", "sprechen sie {}",
    "auf {} sprechen", "auf {} weiter", "parla {}", "parlare {}", "parlare in {}", "parlar {}", "parlar en {}",
    "continuare in {}", "seguim en {}",
)  # fmt: skip
_OPENERS = (
    "hola", "buenas", "buenos dias", "buenas tardes", "oye", "oiga", "perdon", "perdone", "bueno", "vale", "ok",
    "okay", "si", "por favor", "quiero", "quisiera", "querria", "necesito", "prefiero", "preferiria",
    "puedo", "podria", "puedes", "puede", "podemos", "podriamos", "me gustaria", "deseo", "hi", "hello",
    "hey", "sorry", "well", "please", "can i", "could i", "may i", "can you", "could you", "can we",
    "could we", "i want to", "i want", "i would like to", "i would like", "id like to", "id like",
    "i need to", "i need", "i prefer to", "let me", "just", "i wanna", "wanna", "ola", "oi", "bom dia",
    "boa tarde", "quero", "queria", "gostaria de", "preciso de", "preciso", "posso", "pode", "poderia",
    "prefiro", "yes", "sim", "bonjour", "je veux", "je voudrais", "j aimerais", "jaimerais", "puis je", "pouvons nous",
    "oui", "pardon", "hallo", "guten tag", "ich mochte", "ich will", "kann ich", "konnen wir", "bitte", "ja", "buongiorno",
    "ciao", "vorrei", "voglio", "posso", "possiamo", "scusi", "bon dia", "bona tarda", "vull", "voldria", "puc",
    "m agradaria", "podem", "si us plau",
)  # fmt: skip
_CLOSERS = (
    "por favor", "porfa", "porfavor", "please", "pls", "gracias", "thanks", "thank you", "obrigado",
    "obrigada", "ya", "ahora", "ahora mismo", "now", "right now", "agora", "instead", "again", "mejor",
    "if possible", "si es posible", "se possivel", "if i may", "s il vous plait", "sil vous plait", "merci", "bitte",
    "danke", "per favore", "grazie", "si us plau", "gracies", "maintenant", "jetzt", "adesso", "ara",
)  # fmt: skip


# "No, ..." before a wish is a refusal of what was said before, not of the wish: only with its comma.
_REFUSAL = re.compile(r"^\s*(?:no|não|nao|nope)\s*[,.;:!]\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listener:
    """The phrases of one blueprint, ready to be looked up."""

    phrases: dict[str, tuple[Wish, str]]
    bare: dict[str, tuple[Wish, str]]
    polite: dict[str, tuple[Wish, str]]
    last_words: frozenset[str]
    stops: frozenset[str]

    def demands(self, text: str) -> bool:
        """Whether `text` demands that nobody calls again: whatever is asked, and in any language."""
        return wants_no_calls(text, self.stops)

    def hear(self, text: str, *, asking: bool, language: str = "") -> tuple[Wish, str] | None:
        """The wish in `text` and, for a language, its code. `asking`: a node waits for an answer, so
        that words which may be that answer are left to it. `language` is what the conversation is in."""
        if len(text) > MAX_LENGTH or not self.phrases:
            return None
        core = plain(text)
        if self.last_words.isdisjoint(core.split(" ")):
            return None
        if _REFUSAL.match(text):
            core = plain(_REFUSAL.sub("", text))
        for candidate in _without_politeness(core):
            wish = self.phrases.get(candidate) or (None if asking else self.bare.get(candidate))
            polite = self.polite.get(candidate)
            if wish is None and polite is not None and _base(polite[1]) != _base(language):
                wish = polite
            if wish is not None:
                return wish
        return None


def listener(interrupts: Interrupts, languages: Iterable[str]) -> Listener:
    """Prepare the phrases of a blueprint for the languages that it speaks."""
    phrases: dict[str, tuple[Wish, str]] = {}
    bare: dict[str, tuple[Wish, str]] = {}
    polite: dict[str, tuple[Wish, str]] = {}
    spoken = tuple(languages)
    wishes: tuple[tuple[Wish, Interrupt, dict[str, tuple[str, ...]]], ...] = (
        ("person", interrupts.person, _PERSON),
        ("restart", interrupts.restart, _RESTART),
    )
    for wish, interrupt, builtin in wishes:
        if interrupt.enabled:
            bare |= dict.fromkeys(_BARE[wish], (wish, ""))
            for language in {*builtin, *interrupt.phrases}:
                own = interrupt.phrases.get(language, builtin.get(language, ()))
                phrases |= dict.fromkeys(map(plain, own), (wish, ""))
    if interrupts.language.enabled:
        for language in spoken:
            phrases |= dict.fromkeys(asked_for(language), ("language", language))
            polite |= dict.fromkeys(politely(language), ("language", language))
            for name in names_of(language):
                bare.setdefault(name, ("language", language))
                for frame in _LANGUAGE_FRAMES:
                    phrases.setdefault(frame.format(name), ("language", language))
            for phrase in interrupts.language.phrases.get(language, ()):
                phrases[plain(phrase)] = ("language", language)
    phrases.pop("", None)
    last_words = frozenset(phrase.rpartition(" ")[2] for phrase in (*phrases, *bare, *polite))
    stops = frozenset(plain(phrase) for own in interrupts.stop.phrases.values() for phrase in own)
    return Listener(phrases, bare, polite, last_words, stops - {""})


def _base(language: str) -> str:
    return language.partition("-")[0]


def _without_politeness(core: str) -> Iterator[str]:
    """`core`, then `core` with one polite opening or ending less at a time."""
    yield core
    trimmed = bool(core)
    while trimmed:
        trimmed = False
        for opener in _OPENERS:
            if core.startswith(opener) and core[len(opener) : len(opener) + 1] == " ":
                core, trimmed = core[len(opener) + 1 :], True
                yield core
                break
        for closer in _CLOSERS:
            if core.endswith(closer) and core[-len(closer) - 1 : -len(closer)] == " ":
                core, trimmed = core[: -len(closer) - 1], True
                yield core
                break
