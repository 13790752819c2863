"""Records become the `engine.Business` that a conversation reads: `{{business.hours}}`, opening times, holidays."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from centralita.engine.business import Business, FactValue
from centralita.engine.business import SpecialDay as EngineSpecialDay
from centralita.studio.business.domain import wording
from centralita.studio.business.domain.records import LANGUAGES, BusinessRecords, Language

# A fact longer than this would be cut by the engine anyway.
LONGEST_FACT = 7_900
Content = dict[str, Any]


def compile_business(records: BusinessRecords) -> Business:
    """The business as the engine reads it. Facts that read differently in each language come in all of them:

    `hours` in the business's own language, and `hours.en`, `hours.es`.
    """
    facts: dict[str, FactValue] = _plain(records)
    own = _worded(records, records.language)
    facts |= own
    for language in LANGUAGES:
        facts |= {f"{name}.{language}": text for name, text in _worded(records, language).items()}
    return Business(
        facts={name: _short(value) for name, value in facts.items() if value not in ("", None)},
        time_zone=records.time_zone,
        country=records.country,
        subdivision=records.subdivision,
        public_holidays=records.public_holidays,
        hours={day: tuple(spans) for day, spans in records.hours.items()},
        special_days=tuple(
            EngineSpecialDay(date=day.date, name=day.name, spans=day.spans) for day in records.special_days
        ),
    )


def _plain(records: BusinessRecords) -> dict[str, FactValue]:
    return {
        "name": records.name,
        "description": records.description,
        "industry": records.industry,
        "phone": records.phone,
        "email": records.email,
        "website": records.website,
        "address": records.address,
        "currency": records.currency,
        "locations": "\n".join(wording.place_text(place) for place in records.places),
        "policies": "\n\n".join(f"{rule.title}: {rule.text}" for rule in records.policies),
    }


def fact_names() -> frozenset[str]:
    """Every fact that a business may have, in each language too; which ones it has depends on what is filled in."""
    nobody = BusinessRecords(name="", language=LANGUAGES[0])
    worded = _worded(nobody, LANGUAGES[0])
    return frozenset({*_plain(nobody), *worded, *(f"{name}.{each}" for name in worded for each in LANGUAGES)})


def _worded(records: BusinessRecords, language: Language) -> dict[str, FactValue]:
    return {
        "services": _offers(records, "service", language),
        "products": _offers(records, "product", language),
        "hours": wording.hours_text(records.hours, language),
        "special_days": wording.special_days_text(records.special_days, language),
        "payment_methods": wording.payments_text(records.payment_methods, language),
        "staff": "\n".join(wording.person_text(person, language) for person in records.staff),
    }


def _offers(records: BusinessRecords, kind: str, language: Language) -> str:
    return "\n".join(wording.offer_text(offer, language) for offer in records.offers if offer.kind == kind)


def _short(value: FactValue) -> FactValue:
    if not isinstance(value, str) or len(value) <= LONGEST_FACT:
        return value
    return value[:LONGEST_FACT].rsplit("\n", 1)[0] + "\n…"


def content_of(business: Business) -> Content:
    """The content to store."""
    content: Content = business.model_dump(mode="json")
    return content


def content_hash(content: Mapping[str, Any]) -> bytes:
    """SHA-256 of the content in one canonical form."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).digest()
