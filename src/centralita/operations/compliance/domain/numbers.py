"""Which numbers are never called, which only where somebody confirmed it, and which only in allowed countries."""

import re
from typing import Final

from centralita.kit.phone import Phone, PhoneInvalid, PhoneKind, read_phone
from centralita.operations.compliance.domain.question import HouseRules, Reason

_DENIED: Final = {
    PhoneKind.PREMIUM_RATE: "number_premium_rate",
    PhoneKind.SHARED_COST: "number_shared_cost",
    PhoneKind.PAGER: "number_pager",
    PhoneKind.UAN: "number_uan",
    PhoneKind.VOICEMAIL: "number_voicemail",
    PhoneKind.UNKNOWN: "number_unknown_kind",
}
# Kinds that reach a person but cost what nobody can tell beforehand: an owner confirms them.
CONFIRMED: Final = {PhoneKind.PERSONAL: "kind_personal", PhoneKind.VOIP: "kind_voip"}
NUMBER_PACK: Final = "number"
_SHORT: Final = re.compile(r"[+\d\s().\-*#]{1,8}")
# Satellite and other networks of no country: valid numbers, and dear ones.
_NO_COUNTRY: Final = ("+870", "+881", "+882", "+883")


def read_number(number: Phone | str, region: str) -> tuple[Phone | None, tuple[Reason, ...]]:
    """The number, or why it is none."""
    if isinstance(number, Phone):
        return number, ()
    if is_short(number, region):
        return None, (Reason("number_short_or_emergency", {"number": number.strip()[:40]}),)
    try:
        return read_phone(number, region), ()
    except PhoneInvalid:
        return None, (Reason("number_invalid"),)


def is_short(text: str, region: str) -> bool:
    """Whether it is written like an emergency number or a short code, there or anywhere."""
    written = text.strip()
    if not _SHORT.fullmatch(written) or written.startswith("+"):
        return False
    digits = re.sub(r"\D", "", written)
    return len(digits) <= 6 or _short_in(digits, region)


def _short_in(digits: str, region: str) -> bool:
    import phonenumbers
    from phonenumbers import shortnumberinfo

    if shortnumberinfo.connects_to_emergency_number(digits, region):
        return True
    try:
        number = phonenumbers.parse(digits, region or None)
    except phonenumbers.NumberParseException:
        return False
    return shortnumberinfo.is_valid_short_number_for_region(number, region)


def against(phone: Phone, rules: HouseRules) -> list[Reason]:
    """What speaks against ever calling this number."""
    reasons = []
    if phone.kind in _DENIED:
        reasons.append(Reason(_DENIED[phone.kind], {"number": phone.e164}))
    rule = CONFIRMED.get(phone.kind)
    confirmed = {each.rule for each in rules.confirmations if each.pack == NUMBER_PACK}
    if rule and rule not in confirmed:
        reasons.append(Reason("number_kind_unconfirmed", {"number": phone.e164, "kind": phone.kind.value}))
    if phone.e164.startswith(_NO_COUNTRY):
        reasons.append(Reason("number_satellite", {"number": phone.e164}))
    if phone.region not in rules.countries or not phone.region:
        allowed = ", ".join(sorted(rules.countries))
        reasons.append(Reason("country_not_allowed", {"country": phone.region, "allowed": allowed}))
    return reasons
