"""Amounts of money as people write them: signs, codes of ISO 4217 before and after, and the words of currencies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

_ISO_4217: Final = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP "
    "CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR "
    "ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT "
    "MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD "
    "SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND "
    "VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
)
_CODES: Final = _ISO_4217.split()
_DOLLARS: Final = frozenset(("USD", "CAD", "AUD", "NZD", "HKD", "SGD"))
_PESOS: Final = frozenset(("MXN", "COP", "CLP", "ARS", "UYU", "DOP", "CUP", "PHP"))
# What each way to write one may mean. Codes in small letters only where they are no words ("45 all", "45 top").
_SIGNS: Final[dict[str, frozenset[str]]] = {
    "€": frozenset(("EUR",)),
    "£": frozenset(("GBP",)),
    "r$": frozenset(("BRL",)),
    "us$": frozenset(("USD",)),
    "mx$": frozenset(("MXN",)),
    "s/": frozenset(("PEN",)),
    "s/.": frozenset(("PEN",)),
    "bs": frozenset(("BOB", "VES")),
    "bs.": frozenset(("BOB", "VES")),
    "₡": frozenset(("CRC",)),
    "₲": frozenset(("PYG",)),
    "$": _DOLLARS | _PESOS,
}
_WORDS: Final[tuple[tuple[str, frozenset[str]], ...]] = (
    (r"euros?", frozenset(("EUR",))),
    (r"d[oó]lar(?:es)?|dollars?", _DOLLARS),
    (r"pounds?(?: sterling)?|libras?(?: esterlinas?)?", frozenset(("GBP",))),
    (r"pesos?", _PESOS),
    (r"sol(?:es)?", frozenset(("PEN",))),
    (r"rea(?:l|is|les)", frozenset(("BRL",))),
    (r"(?:swiss )?francs?|francos?(?: suizos?| su[ií]ços?)?", frozenset(("CHF", "XAF", "XOF", "XPF"))),
    (r"bol[ií]var(?:es)?", frozenset(("VES",))),
    (r"bolivianos?", frozenset(("BOB",))),
    (r"guaran[ií](?:e?s)?", frozenset(("PYG",))),
    (r"quetzal(?:es)?", frozenset(("GTQ",))),
    (r"lempiras?", frozenset(("HNL",))),
    (r"c[oó]rdobas?", frozenset(("NIO",))),
    (r"balboas?", frozenset(("PAB",))),
    (r"col[oó]n(?:es)?", frozenset(("CRC",))),
    (r"yen(?:es)?|ienes?", frozenset(("JPY",))),
)
_SMALL: Final = (
    "eur",
    "usd",
    "gbp",
    "mxn",
    "brl",
    "chf",
    "clp",
    "ars",
    "uyu",
    "pyg",
    "crc",
    "gtq",
    "hnl",
    "dop",
)
_CODE: Final = "|".join((*_CODES, *_SMALL))
_WORD: Final = "|".join(f"(?:{word})" for word, _ in _WORDS)
# Thousands are parted by a point, a comma or a space of any width.
_NUMBER: Final = r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)(?:[.,]\d{1,2})?|\d(?:[\d.,]*\d)?"
_THOUSAND: Final = r"(?:\s?(?:mil|thousand)\b)?"
_MONEY: Final = re.compile(
    rf"(?<!\w)(?:(?P<sign>(?i:us|mx|r)?\$|€|£|₡|₲|(?i:s/\.?|bs\.?))|(?P<code>{_CODE})(?:\s?\$)?)\s?"
    rf"(?P<after>(?:{_NUMBER}){_THOUSAND})(?:\s?(?P<tail>{_CODE})\b)?"
    rf"|(?<![\d.,])(?P<before>(?:{_NUMBER}){_THOUSAND})(?:\s?(?P<mark>(?i:us|mx|r)?\$|€|£)(?:\s?(?P<last>{_CODE})\b)?"
    rf"|\s?(?P<unit>{_CODE})\b|\s?(?:de )?(?P<word>(?i:{_WORD}))\b)"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount and where it stands. `currencies` are the codes of ISO 4217 that it may be meant in."""

    value: Decimal
    currencies: frozenset[str]
    start: int
    end: int


def money_in(text: str) -> list[Amount]:
    """The amounts of money in a text, in their order."""
    found = []
    for match in _MONEY.finditer(text):
        value = amount_of(match["after"] or match["before"])
        if value is not None:
            found.append(Amount(value, _currencies(match), match.start(), match.end()))
    return found


def amounts(text: str) -> list[Decimal]:
    """The amounts of money in a text, in their order, whatever the currency."""
    return [amount.value for amount in money_in(text)]


def without_money(text: str) -> str:
    """The text without its amounts, whose figures could be taken for times."""
    return _MONEY.sub(" ", text)


def amount_of(text: str) -> Decimal | None:
    """`1.250,50` and `1,250.50` are 1250.50; `1.250` and `1,250` are 1250; `12,5` is 12.5; `45 mil` is 45000."""
    digits = re.sub(r"\s", "", text.rstrip(".,"))
    times = Decimal(1)
    for thousand in ("mil", "thousand"):
        if digits.endswith(thousand):
            digits, times = digits.removesuffix(thousand), Decimal(1_000)
    last = max(digits.rfind("."), digits.rfind(","))
    if last >= 0 and len(digits) - last - 1 != 3:
        whole, part = digits[:last], digits[last + 1 :]
        digits = f"{re.sub('[.,]', '', whole)}.{part}"
    else:
        digits = re.sub("[.,]", "", digits)
    try:
        return Decimal(digits) * times
    except InvalidOperation:
        return None


def _currencies(match: re.Match[str]) -> frozenset[str]:
    code = match["tail"] or match["last"] or match["code"] or match["unit"]
    if code:
        return frozenset((code.upper(),))
    sign = match["sign"] or match["mark"]
    if sign:
        return _SIGNS[sign.lower()]
    return next(codes for word, codes in _WORDS if re.fullmatch(word, match["word"], re.IGNORECASE))
