"""The demand not to be called any more, wherever in a message it stands.

A part of the message between two pauses must be the demand and nothing else but polite words around it: "no me llame
mañana", "don't call me before nine" and "don't stop calling me" are none. What somebody tells of others, and what the
same breath takes back ("llámeme el lunes"), is none either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from centralita.engine.reading.wording import plain

LONGEST: Final = 2_000
_PART: Final = 240
_MOST_LINKS: Final = 6
_REFUSALS: Final = frozenset({"no", "nao", "nope"})


def _any(*phrases: str) -> str:
    return "(?:" + "|".join(phrases) + ")"


# Spanish
_ES_LIST = (
    r"(?:(?:de|en) (?:la|las|su|sus|tu|tus|esta|estas|esa|vuestra|vuestras) )?"
    r"(?:listas?|bases?(?: de datos)?|sistemas?|registros?|ficheros?|archivos?|agendas?)"
    r"(?: de (?:las? )?(?:llamadas|contactos?|telefonos|numeros|clientes|datos|distribucion|publicidad|marketing|ustedes)"
    r"| comercial(?:es)?| telefonicas?)?"
)
_ES_AGAIN = r"(?:nunca mas|nunca jamas|jamas|nunca|mas nunca|mas|otra vez|de nuevo)"
_ES_REACH = (
    r"(?:llame|llamen|llames|llameis|molesten|moleste|molestes|contacten|contacte|contactes|escriban"
    r"|escriba|escribas|telefoneen|telefonee|marquen|marque)"
)
_ES_ACT = r"(?:llamar|molestar|contactar|escribir|telefonear|marcar)"
_ES_CLEAR = (
    r"(?:borr(?:e|en|a|ad|eme|enme|ame|adme)|quit(?:e|en|a|eme|enme|ame|adme)|elimin(?:e|en|a|eme|enme|ame|adme)"
    r"|sa(?:que|quen|ca|queme|quenme|came|cadme)|retir(?:e|en|a|eme|enme|ame)|borrarme|quitarme|eliminarme|sacarme"
    r"|borrar|quitar|eliminar)"
)
_ES_OWN = r"(?:mi numero|mi telefono|mi movil|mis datos|mi nombre|mi contacto)(?: de telefono| de movil)?"
_ES_WANT = (
    r"(?:quiero|quisiera|deseo|necesito|prefiero|exijo|pido|solicito|les pido|le pido|te pido|le ruego|les ruego"
    r"|les exijo|le exijo|hagan? el favor de que|les agradeceria|le agradeceria)"
)
_ES = _any(
    rf"(?:{_ES_WANT} que )?(?:ya )?(?:no|nunca|jamas)(?: me| nos)?(?: {_ES_REACH})(?: ya)? {_ES_AGAIN}",
    rf"(?:{_ES_WANT} que )?(?:ya )?(?:nunca|jamas) (?:mas )?(?:me|nos) {_ES_REACH}",
    rf"(?:{_ES_WANT} que )?(?:ya )?no (?:me |nos )?vuelv(?:a|an|as|ais) (?:nunca )?a (?:{_ES_ACT}(?:me|nos)?)"
    rf"(?: {_ES_AGAIN})?",
    rf"(?:{_ES_WANT} que )?(?:dej(?:e|en|a|es|ad)|par(?:e|en|a|es|ad)) (?:ya )?de (?:una vez de )?"
    rf"(?:{_ES_ACT}(?:me|nos))(?: {_ES_AGAIN})?",
    rf"(?:ya )?no quiero que (?:me|nos) vuelv(?:a|an|as|ais) a {_ES_ACT}(?: {_ES_AGAIN})?",
    rf"(?:ya )?no quiero que (?:me|nos) {_ES_REACH}(?: {_ES_AGAIN})?",
    r"(?:ya )?no quiero (?:volver a )?(?:recibir )?(?:mas |ninguna )?llamadas?(?: mas)?",
    r"(?:ya )?no quiero (?:que haya )?mas llamadas?",
    r"no mas llamadas?",
    rf"(?:ya )?no deseo (?:recibir mas llamadas|que me {_ES_REACH}(?: {_ES_AGAIN})?|mas llamadas)",
    rf"(?:{_ES_WANT} que )?(?:me )?{_ES_CLEAR}"
    rf"(?: {_ES_OWN})? {_ES_LIST}",
    r"(?:borre|borren|borra|elimine|eliminen|elimina|quite|quiten|quita) (?:mi numero|mi telefono|mi movil)"
    r"(?: de telefono)?",
    rf"(?:(?:quiero|quisiera|necesito) )?(?:darme|dame|deme|denme|que me den) de baja"
    rf" (?:{_ES_LIST}|de (?:las |estas |sus )?(?:llamadas|comunicaciones)|de (?:la )?publicidad)",
)  # fmt: skip
_ES_ALONE = rf"(?:ya )?no (?:me|nos) {_ES_REACH}"

# English; apostrophes are closed up, so "don't" is "dont".
_EN_AGAIN = r"(?:ever again|again ever|again|anymore|any more|any longer|ever)"
_EN_REACH = r"(?:call|phone|ring|contact|text|bother|telephone|dial|message|disturb)"
_EN_REACHING = r"(?:calling|phoning|ringing|contacting|texting|bothering|messaging|disturbing)"
_EN_LIST = (
    r"(?:(?:off|from|of|out of)(?: of)? )(?:(?:your|the|this|that|all your|any of your|all of your) )?"
    r"(?:(?:call|calling|calls|contact|contacts|phone|mailing|marketing|sales|dialing|dialling|telemarketing) )?"
    r"(?:lists?|databases?|records|system|systems|files?)"
)
_EN_NOT = r"(?:dont|do not|never|dont ever|dont you ever|do not ever|please dont|not)"
_EN_WANT = (
    r"(?:i want you to|id like you to|i would like you to|i need you to|i asked you to|i already asked you to"
    r"|i told you to|i already told you to|i have asked you to|ive asked you to|i ask you to|im asking you to"
    r"|i am asking you to|id like to ask you to|(?:would|could|can|will) you(?: please)?)"
)
_EN = _any(
    rf"(?:dont|do not|never|dont ever|dont you ever|do not ever) (?:you )?{_EN_REACH} (?:me|us|this number|here|my number)"
    rf" (?:about this |on this number )?{_EN_AGAIN}",
    rf"(?:never|dont ever|dont you ever|do not ever) {_EN_REACH} (?:me|us|this number|my number)",
    rf"(?:dont|do not|never) call (?:back )?{_EN_AGAIN}",
    rf"(?:{_EN_WANT} )?(?:stop|quit|cease) {_EN_REACHING}(?: (?:me|us|here|this number|my number|my phone|my house))?"
    rf"(?: {_EN_AGAIN})?",
    rf"(?:i told you|i already told you|i asked you|i want you|i have asked you) (?:not to|to never) {_EN_REACH} (?:me|us)"
    rf"(?: {_EN_AGAIN})?",
    rf"i (?:dont|do not) (?:want|wish) (?:you|anyone|anybody) to {_EN_REACH} (?:me|us)(?: {_EN_AGAIN})?",
    rf"i (?:dont|do not) (?:want|wish) to (?:be (?:called|contacted|phoned)|receive (?:any )?(?:more )?calls|get (?:any )?"
    rf"(?:more )?calls|hear from you)(?: (?:from you|by you))?(?: {_EN_AGAIN})?",
    rf"i (?:dont|do not) want (?:any )?(?:more|further|of these) calls(?: from you)?(?: {_EN_AGAIN})?",
    rf"i never want (?:to be called|you to {_EN_REACH} me|to hear from you)(?: {_EN_AGAIN})?",
    r"no more (?:phone )?calls(?: from you)?",
    rf"(?:{_EN_WANT} )?(?:take|remove|delete|get|strike) (?:me|us|my number|my phone number|this number|my name|my details)"
    rf" {_EN_LIST}",
    rf"(?:i want|id like|i would like|i need|i wish|i ask) to be (?:taken|removed|deleted) {_EN_LIST}",
    rf"(?:{_EN_WANT} )?(?:put|add|place) (?:me|us|my number|this number) (?:on|to|in) (?:your|the) do not call(?: list)?",
    r"(?:delete|remove|lose) my (?:phone )?number",
    rf"(?:{_EN_WANT} )?(?:unsubscribe|opt out|opt me out)(?: me)?(?: (?:of|from) (?:your |the |these |all )?"
    rf"(?:calls|list|lists|everything|messages))?",
    r"(?:i want|id like|i would like|i wish|i need) to (?:unsubscribe|opt out)(?: (?:of|from) (?:your |these |all )?"
    r"(?:calls|lists?|messages))?",
)  # fmt: skip
_EN_ALONE = rf"(?:dont|do not) {_EN_REACH} (?:me|us)"

# Portuguese
_PT_AGAIN = r"(?:nunca mais|mais|de novo|outra vez|novamente|nunca)"
_PT_REACH = r"(?:ligue|liguem|liga|ligues|chame|chamem|contate|contatem|contacte|contactem|telefone|telefonem|incomode|incomodem)"
_PT_ACT = r"(?:ligar|telefonar|contatar|contactar|incomodar)"
_PT_ME = r"(?: (?:para|pra) (?:mim|ca|este numero|esse numero|o meu numero|meu numero))"
_PT_LIST = (
    r"d(?:a|e|as|essa|esta) (?:(?:sua|suas|vossa) )?(?:listas?|bases?(?: de dados)?|cadastro)"
    r"(?: de (?:ligacoes|contatos|contactos|telefones|clientes|marketing|chamadas))?"
)
_PT_WANT = r"(?:quero|queria|gostaria|preciso|peco|exijo|desejo)"
_PT = _any(
    rf"(?:{_PT_WANT} que )?nao (?:me )?{_PT_REACH}{_PT_ME}? {_PT_AGAIN}{_PT_ME}?",
    rf"(?:{_PT_WANT} que )?nunca mais (?:me )?{_PT_REACH}{_PT_ME}?",
    rf"(?:{_PT_WANT} que )?nao volt(?:e|em|a) a (?:me )?(?:{_PT_ACT}|ligarme)(?: me)?{_PT_ME}?",
    rf"(?:{_PT_WANT} que )?par(?:e|em|a|a la) de (?:me )?(?:{_PT_ACT}|ligar me)(?: me)?{_PT_ME}?",
    rf"(?:{_PT_WANT} que )?deix(?:e|em|a) de (?:me )?{_PT_ACT}(?: me)?{_PT_ME}?",
    r"nao quero (?:receber )?(?:mais |nenhuma )?(?:ligacao|ligacoes|chamadas?|telefonemas?)(?: mais)?(?: de voces)?",
    rf"nao quero (?:mais )?que (?:voces |voce )?(?:me )?{_PT_REACH}{_PT_ME}?(?: {_PT_AGAIN})?",
    r"chega de (?:ligacoes|chamadas)",
    rf"(?:me )?(?:tire|tirem|tira|remova|removam|remove|retire|retirem|exclua|excluam|apague|apaguem)(?: me)?"
    rf"(?: (?:o )?meu (?:numero|telefone|nome|contato))? {_PT_LIST}",
    r"(?:apague|apaguem|remova|removam|exclua|excluam|tire|tirem) (?:o )?meu (?:numero|telefone)(?: de telefone)?",
    rf"(?:quero )?(?:me )?descadastr(?:ar|e|em|a)(?: me)?(?: (?:{_PT_LIST}))?",
)  # fmt: skip
_PT_ALONE = r"nao me (?:ligue|liguem)|nao (?:ligue|liguem)(?: (?:para|pra) mim)"

_BEFORE = _any(
    "hola", "buenas", "buenos dias", "buenas tardes", "buenas noches", "oye", "oiga", "oigan", "mire", "mira", "miren",
    "a ver", "pues", "bueno", "vale", "ok", "okay", "perdon", "perdone", "disculpe", "lo siento", "por favor",
    "porfavor", "porfa", "gracias", "muchas gracias", "no gracias", "no no", "que", "y", "se lo ruego", "se lo pido",
    "no me interesa", "no me interesa nada", "no estoy interesado", "no estoy interesada", "estoy ocupado",
    "estoy ocupada", "estoy trabajando", "ya basta", "basta ya", "basta", "de verdad", "en serio", "adios",
    "(?:ya )?(?:les|le|te|os|se lo) (?:he dicho|dije|pedi|he pedido|repito)(?: (?:mil|dos|varias|muchas) veces)?(?: ya)?(?: que)?",
    "le digo que", "les digo que", "te digo que", "(?:hagan?|haz|hagame|haganme) el favor(?: y| de)?", "(?:me )?(?:puede|pueden|podria|podrian|puedes)",
    "hi", "hello", "hey", "look", "listen", "please", "pls", "just", "sorry", "yes", "well", "okay so", "so", "thanks",
    "thank you", "no thanks", "no thank you", "and", "kindly", "seriously", "for the last time", "right", "sir", "maam",
    "im not interested", "i am not interested", "not interested", "im busy", "i am busy", "im at work", "enough", "now",
    "i said", "i told you", "i already told you", "i repeat",
    "ola", "oi", "bom dia", "boa tarde", "boa noite", "olha", "olhe", "desculpe", "nao obrigado", "nao obrigada",
    "obrigado", "obrigada", "sim", "nao tenho interesse", "nao estou interessado", "nao estou interessada",
    "ja (?:disse|falei|pedi)(?: (?:que|para))?", "favor",
)  # fmt: skip
_AFTER = _any(
    "por favor", "porfavor", "porfa", "gracias", "muchas gracias", "ya", "ahora", "ahora mismo", "de una vez",
    "nunca", "jamas", "mas", "en la vida", "en mi vida", "a este numero", "a este telefono", "a mi numero", "a mi movil",
    "a casa", "a mi casa", "aqui", "por telefono", "ustedes", "usted", "señora", "senor", "senora", "senorita",
    "vale", "entendido", "adios", "de acuerdo", "para nada", "para venderme nada", "por ningun motivo", "bajo ningun concepto",
    "please", "pls", "thanks", "thank you", "now", "right now", "immediately", "at all", "at once", "ok", "okay", "sir",
    "maam", "ever", "again", "anymore", "any more", "on this number", "at this number", "on my phone", "for good",
    "today and forever", "goodbye", "bye", "you people", "you guys", "from you", "forever", "for any reason", "alright",
    "obrigado", "obrigada", "agora", "imediatamente", "tchau", "nunca mais", "senhora", "senhor", "moca", "moco",
    "neste numero", "nesse numero", "ta bom", "ta",
)  # fmt: skip
_THANKS: Final = r"(?:por favor|porfavor|porfa|gracias|please|thanks|thank you|obrigado|obrigada|adios|bye)"
_DEMAND: Final = re.compile(rf"(?:{_BEFORE} ){{0,6}}{_any(_ES, _EN, _PT)}(?: {_AFTER}){{0,4}}")
_ALONE: Final = re.compile(
    rf"(?:{_BEFORE} ){{0,6}}{_any(_ES_ALONE, _EN_ALONE, _PT_ALONE)}(?: {_THANKS}){{0,2}}"
)
# Nothing is looked at that has none of these in it.
_HINT: Final = re.compile(
    r"(?i)llam|molest|contact|contat|escrib|telef|marqu|list|base|n[uú]mer|m[oó]vil|baja|call|phon|ring\b|text|bother"
    r"|messag|disturb|subscri|\bopt|number|record|hear from|lig[uao]|cham|incomod|descadastr|cadastro|dial|sistema|registro"
    r"|fichero|archivo|agenda|system|file"
)
_PAUSE: Final = re.compile(r"[,.;!?¿¡…\n\r—–()]+")
_LINK: Final = re.compile(r" (?:y|e|and|pero|but|pues|so) ")
_REASON: Final = re.compile(r" (?:porque|because|que|since|ya que|pois) ")
# What somebody else said, and a question how others would.
_REPORTED: Final = re.compile(
    r"\b(?:me|le|nos|les) (?:dijo|dijeron|decia|dice|contesto|respondio)\b|\b(?:he|she|they|who|people|customers?)"
    r" (?:said|says|told|say|tell|answered)\b|\b(?:ele|ela|eles) (?:disse|disseram|diz)\b"
    r"|\b(?:es broma|era broma|just kidding|only kidding|im kidding|e brincadeira)\b"
)
# The same breath asks for a call.
_ASKS: Final = re.compile(
    r"(?<!no )(?<!nunca )\b(?:llameme|llamame|llamenme|llamadme|vuelva a llamarme|me puede llamar|puede llamarme"
    r"|pueden llamarme|mejor me llama|me llama mejor)\b"
    r"|(?<!dont )(?<!not )(?<!never )(?<!ever )(?<!to )\bcall me (?:back|on|at|in|after|tomorrow|later|next|instead|monday"
    r"|tuesday|wednesday|thursday|friday)\b|\b(?:me ligue|ligue para mim) (?:amanha|depois|na|no|as)\b"
)


def wants_no_calls(text: str, own: Iterable[str] = ()) -> bool:
    """Whether `text` (any language that ships) demands that nobody calls again. `own`: an author's phrases, `plain`,
    which count as a whole message."""
    own = frozenset(own)
    if own and plain(text[:_PART]) in own:
        return True
    if _HINT.search(text) is None:
        return False
    parts = [part for piece in _PAUSE.split(text[:LONGEST]) if (part := plain(piece))]
    # What is long and without a pause was not punctuated by whoever wrote it down.
    if not any(_demands(part) for part in parts) and not _alone(parts):
        return False
    whole = " ".join(parts)
    return _REPORTED.search(whole) is None and _ASKS.search(whole) is None


def _demands(part: str) -> bool:
    if len(part) > _PART:
        return False
    if _DEMAND.fullmatch(part):
        return True
    links = list(_LINK.finditer(part))[:_MOST_LINKS]
    starts = [0, *(found.end() for found in links)]
    ends = [*(found.start() for found in (*links, *list(_REASON.finditer(part))[:_MOST_LINKS])), len(part)]
    return any(_DEMAND.fullmatch(part, start, end) for start in starts for end in ends if end > start)


def _alone(parts: list[str]) -> bool:
    """Without "any more" it is one only when nothing else is said that could say when or how."""
    said = " ".join(part for part in parts if part not in _REFUSALS)
    return len(said) <= _PART and _ALONE.fullmatch(said) is not None
