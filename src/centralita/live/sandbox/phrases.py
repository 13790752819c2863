"""What simulated people say, in Spanish, English and Portuguese."""

from typing import Final

Lines = dict[str, tuple[str, ...]]

ES: Final[Lines] = {
    "yes": ("Sí.", "Sí, claro.", "Vale, sí."),
    "no": ("No.", "No, gracias."),
    "open": ("Buenas. ¿Qué horario tienen?", "¿Y cuánto cuesta?", "Perfecto, muchas gracias."),
    "bye": ("Muchas gracias, adiós.",),
    "name": ("Álex Prueba",),
    "reason": ("Es para una revisión.",),
    "address": ("Calle Mayor 1, Madrid",),
    "email": ("alex.prueba@example.com",),
    "date": ("mañana", "el lunes que viene", "el martes que viene", "el miércoles que viene"),
    "datetime": (
        "mañana a las 10:00",
        "el lunes que viene a las 11:00",
        "el martes que viene a las 12:00",
        "el miércoles que viene a las 17:00",
    ),
    "no_file": ("Por teléfono no puedo enviarlo.",),
    "opt_out": ("No me interesa. Por favor, no me llamen más y borren mi número.",),
    "wrong": ("Se ha equivocado de número, aquí no vive esa persona.",),
    "not_interested": ("No, gracias, no me interesa.",),
    "later": ("Ahora no puedo hablar. ¿Me puede llamar mañana por la tarde?",),
    "person": ("Quiero hablar con una persona.",),
    "hesitate": ("Eh… no sé, ¿cómo dice?",),
    "interrupt": ("Perdone, espere un momento.",),
    "hello": ("¿Diga?",),
    "long": (
        (
            "Pues mire, le cuento, porque esto viene de lejos: la semana pasada llamé y me dijeron una cosa, luego otra, "
            "y al final mi cuñado, que entiende de esto, me dijo que lo mejor era esperar, así que aquí estamos. "
        ),
    ),
    "machine": ("El número al que llama no está disponible. Deje su mensaje después de la señal.",),
}
EN: Final[Lines] = {
    "yes": ("Yes.", "Yes, of course.", "Sure, yes."),
    "no": ("No.", "No, thank you."),
    "open": ("Hi. What are your opening hours?", "And how much is it?", "Great, thank you very much."),
    "bye": ("Thank you very much, goodbye.",),
    "name": ("Alex Sample",),
    "reason": ("It is for a check-up.",),
    "address": ("1 Main Street, Springfield",),
    "email": ("alex.sample@example.com",),
    "date": ("tomorrow", "next Monday", "next Tuesday", "next Wednesday"),
    "datetime": (
        "tomorrow at 10:00",
        "next Monday at 11:00",
        "next Tuesday at 12:00",
        "next Wednesday at 17:00",
    ),
    "no_file": ("I cannot send that by phone.",),
    "opt_out": ("I am not interested. Please do not call me again and take me off your list.",),
    "wrong": ("You have the wrong number, that person does not live here.",),
    "not_interested": ("No, thank you, I am not interested.",),
    "later": ("I cannot talk right now. Could you call me back tomorrow afternoon?",),
    "person": ("I want to talk to a person.",),
    "hesitate": ("Er… I am not sure, what was that?",),
    "interrupt": ("Sorry, hold on a moment.",),
    "hello": ("Hello?",),
    "long": (
        (
            "Well, let me tell you, because this goes back a while: last week I called and they told me one thing, then "
            "another, and in the end my brother-in-law, who knows about this, said it was best to wait, so here we are. "
        ),
    ),
    "machine": ("The person you are calling is not available. Leave a message after the tone.",),
}
PT: Final[Lines] = {
    "yes": ("Sim.", "Sim, claro.", "Isso, sim."),
    "no": ("Não.", "Não, obrigado."),
    "open": ("Oi. Qual é o horário de vocês?", "E quanto custa?", "Perfeito, muito obrigado."),
    "bye": ("Muito obrigado, até logo.",),
    "name": ("Alex Teste",),
    "reason": ("É para uma revisão.",),
    "address": ("Rua Principal 1, São Paulo",),
    "email": ("alex.teste@example.com",),
    "date": ("amanhã", "segunda-feira que vem", "terça-feira que vem", "quarta-feira que vem"),
    "datetime": (
        "amanhã às 10:00",
        "segunda-feira que vem às 11:00",
        "terça-feira que vem às 12:00",
        "quarta-feira que vem às 17:00",
    ),
    "no_file": ("Pelo telefone não consigo enviar.",),
    "opt_out": ("Não tenho interesse. Por favor, não me liguem mais e apaguem meu número.",),
    "wrong": ("É engano, essa pessoa não mora aqui.",),
    "not_interested": ("Não, obrigado, não tenho interesse.",),
    "later": ("Agora não posso falar. Pode me ligar amanhã à tarde?",),
    "person": ("Quero falar com uma pessoa.",),
    "hesitate": ("Hum… não sei, como?",),
    "interrupt": ("Desculpe, espere um momento.",),
    "hello": ("Alô?",),
    "long": (
        (
            "Olha, vou contar, porque isso vem de longe: semana passada eu liguei e me disseram uma coisa, depois outra, "
            "e no fim meu cunhado, que entende disso, falou que o melhor era esperar, então aqui estamos. "
        ),
    ),
    "machine": ("O número chamado não está disponível. Deixe seu recado após o sinal.",),
}


def lines_of(language: str) -> Lines:
    """What is said in a language: Spanish or Portuguese, else English."""
    return {"es": ES, "pt": PT}.get(language.partition("-")[0], EN)


def other_than(language: str) -> str:
    """The language that somebody speaks who does not speak this one."""
    return "en" if language.partition("-")[0] in {"es", "pt"} else "es"
