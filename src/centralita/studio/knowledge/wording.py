"""Words as a search sees them: without accents and case; which words ask for the same thing; which say nothing."""

import json
import re
import unicodedata
from functools import cache
from importlib import resources

_WORD = re.compile(r"\w+")
_SILENT_WORDS = (
    # es
    "a al algo algun alguna algunas alguno algunos ante aqui asi aun bien buenas buenos como con cual cuales cuando "
    "cuanta cuantas cuanto cuantos cuya cuyo de debo decir decirme del desde dia dias dime e el ella ellas ellos en "
    "entre era eran eres es esa esas ese eso esos esta estan estar estas este esto estos estoy favor fue gracias ha "
    "haber habra habria hace haceis hacen hacer hago han hasta hay he hola la las le les lo los mas me mi mis mucha "
    "mucho muy nada ni no nos nosotros o os otra otro para pero podeis podria podrian por porque posible pueda puede "
    "pueden puedo pues que querria quien quienes quiere quiero quisiera saber se sea ser si sin sobre sois son soy su "
    "sus suya suyo tal tambien tan tanto te tendria teneis tenemos tener tengo tiene tienen tienes toda todas todo "
    "todos tu tus u un una unas uno unos usted ustedes va vais van voy y ya yo ofreceis ofrecen dais dan existe "
    # en
    "about again all am an and any anybody anyone anything are as at be been being but by can could did do does doing "
    "for from get give got had has have having he hello her here hi him his how i if in into is it its just know let "
    "like may me might mine more most much must my need no nor not of on or our ours out please possible she should so "
    "some tell than thank thanks that the their them then there these they this those to too us very want was we were "
    "what when which who whom whose why will wish with would yes you your yours offer "
    # pt
    "ao aos as com da das dela dele do dos ela ele elas eles em essa esse essas esses eu foi isso isto ja mas meu meus "
    "minha minhas na nas nao nem nos num numa obrigada obrigado oi ola ou pela pelas pelo pelos pode podem posso qual "
    "quais quando quanto quantos quem sao se seja sem ser seu seus sim sua suas tem tenho ter um uma umas uns voce "
    "voces"
)
SILENT = frozenset(_SILENT_WORDS.split())


def fold(text: str) -> str:
    """`Ñandú, ¿CUÁNDO?` becomes `nandu, ¿cuando?`. The stored text and a question meet here."""
    # Decomposing may bring capitals forth (℡ is TEL), and lowering may bring marks: once more after each.
    lowered = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).casefold()
    return "".join(character for character in lowered if not unicodedata.combining(character))


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return _WORD.findall(fold(text))


@cache
def _synonyms() -> tuple[dict[str, tuple[str, ...]], tuple[tuple[re.Pattern[str], str], ...]]:
    file = resources.files("centralita.studio.knowledge").joinpath("data/synonyms.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    groups: dict[str, tuple[str, ...]] = {}
    for group in data["groups"]:
        for word in group:
            # A word may mean two things; a question with it asks for both.
            groups[word] = tuple(dict.fromkeys((*groups.get(word, ()), *group)))
    phrases = tuple(
        (re.compile(rf"\b{re.escape(phrase)}\b"), word) for phrase, word in data["phrases"].items()
    )
    return groups, phrases


def concepts(question: str, *, most: int = 24) -> list[str]:
    """What a question asks for, each as the words that may stand for it, separated by spaces.

    `"¿Cuánto cuesta una limpieza?"` gives `["precio precios tarifa …", "limpieza"]`. Words that say nothing are
    left out.
    """
    groups, phrases = _synonyms()
    folded = fold(question[:1_000])
    for phrase, word in phrases:
        folded = phrase.sub(f" {word} ", folded)
    found = list(dict.fromkeys(_WORD.findall(folded)))
    telling = [word for word in found if word not in SILENT and (len(word) > 1 or word.isdigit())]
    listed: dict[str, None] = {}
    for word in telling:
        listed[" ".join(groups.get(word, (word,)))] = None
    return list(listed)[:most]


def beginning(concept: str) -> str:
    """The letters with which other forms of a concept's only word begin; nothing for short words and for several."""
    if " " in concept or not concept.isalpha() or len(concept) < 6:
        return ""
    return concept[: max(5, len(concept) - 3)]
