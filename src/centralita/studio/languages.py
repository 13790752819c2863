"""The languages that an agent may be given. The live plane and the engine take any well-formed code; people choose here."""

from typing import Final, Literal, get_args

# Those that the engine has sentences for come first.
LanguageCode = Literal[
    "es", "en", "pt", "pt-BR", "fr", "de", "it", "ca", "gl", "eu", "nl", "pl", "ro", "sv", "da", "nb", "fi", "cs", "sk",
    "sl", "hr", "hu", "el", "bg", "uk", "ru", "lt", "lv", "et", "tr", "ar", "he", "hi", "zh", "ja", "ko", "vi", "th", "id",
]  # fmt: skip
OFFERED: Final[tuple[str, ...]] = get_args(LanguageCode)
# More than anybody keeps in order by hand; a draft has room for a few beyond.
MOST_LANGUAGES: Final = 20

ENGLISH_NAMES: Final = {
    "es": "Spanish", "en": "English", "pt": "European Portuguese", "pt-BR": "Brazilian Portuguese", "fr": "French",
    "de": "German", "it": "Italian", "ca": "Catalan", "gl": "Galician", "eu": "Basque", "nl": "Dutch", "pl": "Polish",
    "ro": "Romanian", "sv": "Swedish", "da": "Danish", "nb": "Norwegian Bokmål", "fi": "Finnish", "cs": "Czech",
    "sk": "Slovak", "sl": "Slovenian", "hr": "Croatian", "hu": "Hungarian", "el": "Greek", "bg": "Bulgarian",
    "uk": "Ukrainian", "ru": "Russian", "lt": "Lithuanian", "lv": "Latvian", "et": "Estonian", "tr": "Turkish",
    "ar": "Arabic", "he": "Hebrew", "hi": "Hindi", "zh": "Chinese", "ja": "Japanese", "ko": "Korean",
    "vi": "Vietnamese", "th": "Thai", "id": "Indonesian",
}  # fmt: skip
