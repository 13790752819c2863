"""What the engine says by itself, in every language that ships; a blueprint may word it otherwise."""

from __future__ import annotations

from centralita.engine.settings import FallbackText

PHRASES: dict[FallbackText, dict[str, str]] = {
    "not_understood": {
        "es": "No le he entendido. ¿Puede decirlo de otra manera?",
        "en": "I did not understand that. Could you put it another way?",
        "pt": "Não entendi. Pode dizer de outra forma?",
    },
    "unanswered": {
        "es": "No tengo esa información. Puedo pasarle con una persona si lo prefiere.",
        "en": "I do not have that information. I can pass you to a person if you like.",
        "pt": "Não tenho essa informação. Posso passar para uma pessoa, se preferir.",
    },
    "unavailable": {
        "es": "Ahora mismo no puedo responder a eso. Inténtelo de nuevo en un momento.",
        "en": "I cannot answer that right now. Please try again in a moment.",
        "pt": "Não consigo responder a isso agora. Tente novamente em instantes.",
    },
    "stuck": {
        "es": "Perdone, algo no ha salido bien. ¿Me lo puede repetir?",
        "en": "Sorry, something went wrong. Could you say that again?",
        "pt": "Desculpe, algo deu errado. Pode repetir?",
    },
    "limit": {
        "es": "Hemos llegado al final de esta conversación. Puede empezar otra cuando quiera.",
        "en": "We have reached the end of this conversation. You can start another one at any time.",
        "pt": "Chegamos ao fim desta conversa. Pode começar outra quando quiser.",
    },
    "handoff": {
        "es": "Le paso con una persona. En cuanto pueda le responde por aquí.",
        "en": "I am passing you to a person. They will answer here as soon as they can.",
        "pt": "Vou passar para uma pessoa. Ela responde por aqui assim que puder.",
    },
    "handed_back": {
        "es": "Vuelvo a estar con usted.",
        "en": "I am back with you.",
        "pt": "Estou de volta com você.",
    },
    "restarted": {
        "es": "De acuerdo, empezamos de nuevo.",
        "en": "All right, let us start again.",
        "pt": "Certo, vamos começar de novo.",
    },
    "language_changed": {
        "es": "De acuerdo, seguimos en español.",
        "en": "All right, let us go on in English.",
        "pt": "Certo, continuamos em português.",
    },
    "opted_out": {
        "es": "De acuerdo, queda anotado: no volveremos a llamarle. Adiós.",
        "en": "All right, it is noted: we will not call you again. Goodbye.",
        "pt": "Certo, está anotado: não ligaremos mais. Até logo.",
    },
    "transfer": {
        "es": "Puede llamar al {{number}}.",
        "en": "You can call {{number}}.",
        "pt": "Pode ligar para {{number}}.",
    },
    "quote": {
        "es": "Según «{{title}}»: {{quote}}",
        "en": "According to “{{title}}”: {{quote}}",
        "pt": "Segundo “{{title}}”: {{quote}}",
    },
    "invalid_text": {
        "es": "Eso no tiene la forma que necesito. ¿Puede escribirlo otra vez?",
        "en": "That is not in the form I need. Could you write it again?",
        "pt": "Isso não está na forma de que preciso. Pode escrever de novo?",
    },
    "invalid_number": {
        "es": "Necesito un número{{range}}. Por ejemplo: {{example}}.",
        "en": "I need a number{{range}}. For example: {{example}}.",
        "pt": "Preciso de um número{{range}}. Por exemplo: {{example}}.",
    },
    "invalid_email": {
        "es": "Esa dirección de correo no parece correcta. Por ejemplo: ana@example.com.",
        "en": "That e-mail address does not look right. For example: ana@example.com.",
        "pt": "Esse endereço de e-mail não parece correto. Por exemplo: ana@example.com.",
    },
    "invalid_phone": {
        "es": "Ese número de teléfono no parece correcto. Por ejemplo: {{example}}.",
        "en": "That phone number does not look right. For example: {{example}}.",
        "pt": "Esse número de telefone não parece correto. Por exemplo: {{example}}.",
    },
    "invalid_date": {
        "es": "No me sirve esa fecha. Diga por ejemplo «mañana», «el jueves» o «{{example}}».",
        "en": "That date does not work. Say for example “tomorrow”, “Thursday” or “{{example}}”.",
        "pt": "Essa data não serve. Diga por exemplo “amanhã”, “quinta” ou “{{example}}”.",
    },
    "invalid_datetime": {
        "es": "Necesito un día y una hora que sirvan. Por ejemplo: «el jueves a las 10».",
        "en": "I need a day and a time that work. For example: “Thursday at 10”.",
        "pt": "Preciso de um dia e uma hora que sirvam. Por exemplo: “quinta às 10”.",
    },
    "invalid_choice": {
        "es": "Elija una de estas opciones, por favor: {{options}}.",
        "en": "Please choose one of these: {{options}}.",
        "pt": "Escolha uma destas opções, por favor: {{options}}.",
    },
    "invalid_rating": {
        "es": "Diga un número del {{minimum}} al {{maximum}}, por favor.",
        "en": "Please say a number from {{minimum}} to {{maximum}}.",
        "pt": "Diga um número de {{minimum}} a {{maximum}}, por favor.",
    },
    "invalid_yes_no": {
        "es": "¿Sí o no?",
        "en": "Yes or no?",
        "pt": "Sim ou não?",
    },
    "invalid_file": {
        "es": "Envíe un archivo del tipo y tamaño que se pide, por favor.",
        "en": "Please send a file of the kind and size asked for.",
        "pt": "Envie um arquivo do tipo e tamanho pedidos, por favor.",
    },
    "still_there": {
        "es": "¿Sigue ahí?",
        "en": "Are you still there?",
        "pt": "Ainda está aí?",
    },
    "nobody_there": {
        "es": "No le oigo. Puede llamarnos cuando quiera. Adiós.",
        "en": "I cannot hear you. You can call us at any time. Goodbye.",
        "pt": "Não consigo ouvir. Pode nos ligar quando quiser. Até logo.",
    },
    "closed_then": {
        "es": "A esa hora está cerrado. ¿Puede decir otra?",
        "en": "It is closed at that time. Could you say another?",
        "pt": "Nesse horário está fechado. Pode dizer outro?",
    },
}

YES_NO: dict[str, tuple[str, str]] = {"es": ("Sí", "No"), "en": ("Yes", "No"), "pt": ("Sim", "Não")}
