"""A model reads every fact once, in the language of the talk, and as much of them as a prompt should hold."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.blueprints import HOURS, PASSAGES, Talk, blueprint, flow, node

from centralita.engine.answering.facts import LONGEST_FACTS, facts_text
from centralita.engine.business import Business

SERVICES = "\n".join(f"Tratamiento {number}: {40 + number} € (30 min)" for number in range(40))


def business(**facts: Any) -> Business:
    return Business.model_validate({"facts": {name.replace("__", "."): text for name, text in facts.items()}})


@pytest.mark.parametrize("kind", ["ai_answer", "knowledge_answer"])
@pytest.mark.parametrize(("language", "price"), [("es", "40 €"), ("en", "€40"), ("pt", "€ 40")])
def test_all_services_reach_a_model_once_in_the_language_of_the_talk(
    kind: str, language: str, price: str
) -> None:
    told = {
        "name": "Sol",
        "services": SERVICES,
        "services.es": SERVICES,
        "services.en": re.sub(r"(\d+) €", r"€\1", SERVICES),
        "services.pt": re.sub(r"(\d+) €", r"€ \1", SERVICES),
    }
    made = blueprint(
        flow([node("a", kind)]),
        languages=["es", "en", "pt"],
        knowledge=[{"id": "k1"}],
        business={"facts": told, "time_zone": "Europe/Madrid", "hours": HOURS},
        settings={"model_connected": True},
    )
    talk = Talk(made, language=language)
    talk.say("?¿ 39")
    talk.find(*PASSAGES)
    system = talk.waiting_for().system
    facts = system[system.index("<facts>") : system.index("</facts>")]
    assert f"services: Tratamiento 0: {price} (30 min)\nTratamiento 1:" in facts
    assert [facts.count(f"Tratamiento {number}:") for number in range(40)] == [1] * 40
    assert "friday: 09:00-14:00, 16:00-20:00\n" in facts
    assert "open now: yes" in facts


def test_a_language_that_the_business_does_not_tell_gets_its_own() -> None:
    told = business(hours="De lunes a viernes", hours__en="Monday to Friday", menu__del__dia="Paella")
    assert facts_text(told, "fr") == "hours: De lunes a viernes\nmenu.del.dia: Paella"
    assert facts_text(told, "en-GB") == "hours: Monday to Friday\nmenu.del.dia: Paella"


def test_what_is_too_long_is_cut_at_the_end_of_a_line_and_says_so() -> None:
    lines = "\n".join(f"Servicio {number}: {number} €" for number in range(380))
    text = facts_text(business(phone="910 000 000", services=lines, products=lines, name="Sol"), "es")
    assert "phone: 910 000 000\n" in text
    assert text.endswith("name: Sol")
    assert len(text) <= LONGEST_FACTS
    first = text[text.index("services: ") + 10 : text.index("\nproducts: ")].split("\n")
    mark = re.fullmatch(r"… \(cut: (\d+) more lines, not shown here\)", first[-1])
    assert mark is not None
    assert first[:-1] == lines.split("\n")[: len(first) - 1]
    assert int(mark[1]) == 380 - (len(first) - 1)
    assert len(first) > 150


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}(\.[a-z]{2})?", fullmatch=True),
        st.text(st.sampled_from("ab \n"), max_size=3_000),
        max_size=40,
    ),
    st.sampled_from(["es", "en", "pt-BR"]),
)
def test_whatever_a_business_tells_fits_and_short_facts_are_whole(
    facts: dict[str, str], language: str
) -> None:
    text = facts_text(Business.model_validate({"facts": facts}), language)
    assert len(text) <= LONGEST_FACTS + 60
    for name, value in facts.items():
        translated = name.partition(".")[0] in facts if "." in name else f"{name}.{language[:2]}" in facts
        if value.strip() and len(value) < 100 and not translated:
            assert f"{name}: {value.strip()}" in text
