"""Numbers as people write them: "1.234,5", "1,234.5", "25 €", "dos mil", "twenty-five"."""

from __future__ import annotations

import math
import re

from centralita.engine.reading.wording import words

_NUMERAL = re.compile(r"(?<![\w.,])[-+−]?\s?\d[\d.,'’  ]*")
_PLAIN = re.compile(r"^[-+]?\d{1,15}(\.\d{1,12})?$")
_SEPARATOR = re.compile(r"[^\d]")
_GROUPED = re.compile(r"^\d{1,3}(?:([.,'’  ])\d{3})(?:\1\d{3})*$")

SMALL_NUMBERS = {
    "cero": 0, "zero": 0, "un": 1, "uno": 1, "una": 1, "one": 1, "um": 1, "uma": 1, "dos": 2, "two": 2,
    "dois": 2, "duas": 2, "tres": 3, "three": 3, "cuatro": 4, "four": 4, "quatro": 4, "cinco": 5, "five": 5,
    "seis": 6, "six": 6, "siete": 7, "seven": 7, "sete": 7, "ocho": 8, "eight": 8, "oito": 8, "nueve": 9,
    "nine": 9, "nove": 9, "diez": 10, "ten": 10, "dez": 10, "once": 11, "eleven": 11, "onze": 11, "doce": 12,
    "twelve": 12, "doze": 12, "trece": 13, "thirteen": 13, "treze": 13, "catorce": 14, "fourteen": 14,
    "quatorze": 14, "quince": 15, "fifteen": 15, "quinze": 15, "dieciseis": 16, "sixteen": 16,
    "dezesseis": 16, "diecisiete": 17, "seventeen": 17, "dezessete": 17, "dieciocho": 18, "eighteen": 18,
    "dezoito": 18, "diecinueve": 19, "nineteen": 19, "dezenove": 19, "veinte": 20, "twenty": 20, "vinte": 20,
    "veintiun": 21, "veintiuno": 21, "veintidos": 22, "veintitres": 23, "veinticuatro": 24,
    "veinticinco": 25, "veintiseis": 26, "veintisiete": 27, "veintiocho": 28, "veintinueve": 29,
    "treinta": 30, "thirty": 30, "trinta": 30, "cuarenta": 40, "forty": 40, "quarenta": 40,
    "cincuenta": 50, "fifty": 50, "cinquenta": 50, "sesenta": 60, "sixty": 60, "sessenta": 60,
    "setenta": 70, "seventy": 70, "ochenta": 80, "eighty": 80, "oitenta": 80, "noventa": 90, "ninety": 90,
    "cien": 100, "ciento": 100, "cem": 100, "cento": 100, "doscientos": 200, "trescientos": 300,
    "cuatrocientos": 400, "quinientos": 500, "seiscientos": 600, "setecientos": 700, "ochocientos": 800,
    "novecientos": 900,
}  # fmt: skip
_FACTORS = {
    "hundred": 100,
    "mil": 1_000,
    "thousand": 1_000,
    "million": 1_000_000,
    "millon": 1_000_000,
    "millones": 1_000_000,
}
_ARTICLES = frozenset({"un", "una", "um", "uma"})
_LINKS = frozenset({"y", "and", "e"})


def read_plain_number(text: str) -> float | None:
    """The value of a text that is a number and nothing else, with a point: "12", "-3.5"."""
    return float(text) if _PLAIN.match(text) else None


def read_number(text: str) -> float | None:
    """The one number in `text`, or None when there is none or more than one.

    One separator followed by exactly three digits groups thousands ("1.500" and "1,500" are 1500);
    otherwise the last separator is the decimal one.
    """
    found = _NUMERAL.findall(text)
    if len(found) > 1:
        return None
    if found:
        return _numeral(found[0])
    return _in_words(words(text))


def _numeral(numeral: str) -> float | None:
    digits = numeral.strip().replace("−", "-").rstrip(".,'’ ")
    sign = -1.0 if digits.startswith("-") else 1.0
    digits = digits.lstrip("+- ")
    if _GROUPED.match(digits):
        return _finite(sign, re.sub(r"[^\d]", "", digits))
    point = max(digits.rfind("."), digits.rfind(","))
    if point < 0:
        return _finite(sign, re.sub(r"[^\d]", "", digits))
    whole, fraction = digits[:point], digits[point + 1 :]
    if not fraction.isdecimal() or digits[point] in whole:
        return None
    if _SEPARATOR.search(whole) and not _GROUPED.match(whole):
        return None
    return _finite(sign, f"{re.sub(r'[^0-9]', '', whole) or '0'}.{fraction}")


def _finite(sign: float, digits: str) -> float | None:
    if not digits or len(digits) > 40 or not digits.isascii():
        return None
    number = float(digits)
    return sign * number if math.isfinite(number) else None


def _in_words(tokens: list[str]) -> float | None:
    total, group, seen, before = 0, 0, 0, ""
    for token in tokens:
        if token in SMALL_NUMBERS:
            # "un cuatro": the article is not a one to be added.
            group = SMALL_NUMBERS[token] + (0 if before in _ARTICLES else group)
        elif token in _FACTORS:
            factor = _FACTORS[token]
            if factor == 100:
                group = (group or 1) * 100
            else:
                total, group = total + (group or 1) * factor, 0
        elif token in _LINKS and seen:
            continue
        else:
            if seen:
                break
            continue
        seen += 1
        before = token
    return float(total + group) if seen and seen <= 12 else None
