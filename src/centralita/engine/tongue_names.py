"""What languages are called, in themselves and in those that callers most often speak instead. Pure words."""

from typing import Final

from centralita.engine.reading.wording import plain

_NAMES: Final = {
    "es": "español castellano spanish espanhol espagnol spanisch spagnolo espanyol castellà",
    "en": "english inglés anglais englisch inglese anglès",
    "pt": "português portuguese portugais portugiesisch portoghese",
    "fr": "francés french français französisch francese",
    "de": "alemán german deutsch alemão allemand tedesco alemany",
    "it": "italiano italian italien italienisch",
    "ca": "catalán catalan català catalão katalanisch catalano",
    "gl": "gallego galego galician",
    "eu": "euskera euskara vasco basque euskaraz",
    "nl": "neerlandés holandés dutch nederlands holandês néerlandais niederländisch",
    "pl": "polaco polish polski polonês polonais polnisch",
    "ro": "rumano romanian românește română romeno roumain rumänisch",
    "sv": "sueco swedish svenska suédois schwedisch",
    "da": "danés danish dansk dinamarquês danois dänisch",
    "nb": "noruego norwegian norsk norueguês norvégien norwegisch",
    "fi": "finlandés finés finnish suomi suomea suomeksi finlandês finnois finnisch",
    "cs": "checo czech čeština česky tcheco tchèque tschechisch",
    "sk": "eslovaco slovak slovenčina slovensky slovaque slowakisch",
    "sl": "esloveno slovenian slovene slovenščina slovensko slovène slowenisch",
    "hr": "croata croatian hrvatski croate kroatisch",
    "hu": "húngaro hungarian magyar magyarul hongrois ungarisch",
    "el": "griego greek ελληνικά grego grec griechisch",
    "bg": "búlgaro bulgarian български bulgare bulgarisch",
    "uk": "ucraniano ukrainian українська українською ukrainien ukrainisch",
    "ru": "ruso russian русский русском russo russe russisch",
    "lt": "lituano lithuanian lietuvių lietuviškai lituanien litauisch",
    "lv": "letón latvian latviešu latviski letão letton lettisch",
    "et": "estonio estonian eesti estoniano estonien estnisch",
    "tr": "turco turkish türkçe turc türkisch",
    "ar": "árabe arabic العربية عربي arabe arabisch",
    "he": "hebreo hebrew עברית hebraico hébreu hebräisch",
    "hi": "hindi हिन्दी हिंदी",
    "zh": "chino chinese mandarin mandarín chinês chinois chinesisch 中文 汉语 普通话",
    "ja": "japonés japanese japonês japonais japanisch 日本語",
    "ko": "coreano korean coréen koreanisch 한국어 한국말",
    "vi": "vietnamita vietnamese vietnamien vietnamesisch",
    "th": "tailandés thai tailandês thaïlandais thailändisch ไทย ภาษาไทย",
    "id": "indonesio indonesian indonésio indonésien indonesisch",
}
# How a speaker asks for it where none of the frames is right. Nothing here is an answer to anything else.
_ASKED: Final = {
    "eu": ("euskaraz mesedez",),
    "nl": ("in het nederlands", "spreekt u nederlands", "spreek je nederlands"),
    "pl": ("po polsku", "proszę po polsku", "czy mówi pan po polsku", "czy mówi pani po polsku"),
    "ro": ("în română", "în limba română", "vorbiți română", "vorbiți românește"),
    "sv": ("på svenska", "pratar du svenska", "talar ni svenska"),
    "da": ("på dansk", "taler du dansk", "taler I dansk"),
    "nb": ("på norsk", "snakker du norsk", "snakker dere norsk"),
    "fi": ("puhutko suomea", "puhutteko suomea", "suomeksi kiitos"),
    "cs": ("v češtině", "mluvíte česky", "česky prosím"),
    "sk": ("po slovensky", "hovoríte po slovensky"),
    "sl": ("v slovenščini", "govorite slovensko"),
    "hr": ("na hrvatskom", "govorite li hrvatski"),
    "hu": ("beszél magyarul", "magyarul kérem"),
    "el": ("στα ελληνικά", "μιλάτε ελληνικά"),
    "bg": ("на български", "говорите ли български"),
    "uk": ("українською мовою", "українською будь ласка", "ви говорите українською"),
    "ru": (
        "по-русски", "на русском", "на русском языке", "на русском пожалуйста", "по-русски пожалуйста", "говорите по-русски",
        "вы говорите по-русски", "можно по-русски",
    ),
    "lt": ("lietuvių kalba", "ar kalbate lietuviškai"),
    "lv": ("latviešu valodā", "vai runājat latviski"),
    "et": ("eesti keeles", "kas te räägite eesti keelt"),
    "tr": ("türkçe konuş", "türkçe konuşuyor musunuz", "türkçe biliyor musunuz", "türkçe lütfen"),
    "ar": ("بالعربية", "بالعربي", "باللغة العربية", "هل تتحدث العربية", "تتكلم عربي"),
    "he": ("בעברית", "בעברית בבקשה", "אתם מדברים עברית"),
    "hi": ("हिंदी में", "हिन्दी में", "हिंदी में बात करें", "hindi mein"),
    "zh": ("说中文", "请说中文", "讲中文", "用中文", "会说中文吗", "你会说中文吗", "可以说中文吗", "中文可以吗"),
    "ja": ("日本語で", "日本語でお願いします", "日本語を話せますか"),
    "ko": ("한국어로", "한국어로 해 주세요", "한국어 할 수 있어요"),
    "vi": ("tiếng việt", "bằng tiếng việt", "nói tiếng việt"),
    "th": ("พูดไทย", "พูดภาษาไทย", "ภาษาไทยครับ", "ภาษาไทยค่ะ"),
    "id": ("bahasa indonesia", "dalam bahasa indonesia", "bisa bahasa indonesia"),
}  # fmt: skip

# A language's own name with a word of courtesy in it: said to an agent that speaks another one, it asks for it.
_POLITELY: Final = {
    "es": ("español por favor", "castellano por favor"),
    "en": ("english please", "english pls"),
    "pt": ("português por favor", "português se faz favor"),
    "fr": ("français s'il vous plaît", "français svp", "français s'il te plaît"),
    "de": ("deutsch bitte",),
    "it": ("italiano per favore",),
    "ca": ("català si us plau", "català sisplau"),
    "gl": ("galego por favor",),
    "eu": ("euskara mesedez",),
    "nl": ("nederlands alstublieft", "nederlands graag"),
    "pl": ("polski proszę",),
    "ro": ("română vă rog",),
    "tr": ("türkçe lütfen",),
}


def names_of(language: str) -> tuple[str, ...]:
    """What a language is called, in words as they are compared; nothing for one that nobody asks for by name."""
    return tuple(dict.fromkeys(map(plain, _NAMES.get(language.partition("-")[0], "").split())))


def asked_for(language: str) -> tuple[str, ...]:
    """What asks for a language as it stands, in words as they are compared."""
    return tuple(map(plain, _ASKED.get(language.partition("-")[0], ())))


def politely(language: str) -> tuple[str, ...]:
    """What asks for a language of whoever speaks another one, in words as they are compared."""
    return tuple(map(plain, _POLITELY.get(language.partition("-")[0], ())))
