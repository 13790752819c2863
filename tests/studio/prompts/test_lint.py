"""What the rules find in a prompt, and what they leave alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.engine.business import Span
from centralita.kit.ids import new_id
from centralita.kit.money import Money
from centralita.studio.business.domain.records import BusinessRecords, Offer, Place
from centralita.studio.prompts.catalogue import LANGUAGES, prompt_templates
from centralita.studio.prompts.domain.content import PromptVariable
from centralita.studio.prompts.domain.includes import expand
from centralita.studio.prompts.domain.lint import Finding, Subject, lint
from centralita.studio.prompts.domain.lint.finding import plain, sentences_of
from centralita.studio.prompts.domain.tokens import about_tokens
from centralita.studio.prompts.looking import given_variables

BUSINESS = BusinessRecords(
    name="Clínica",
    language="es",
    phone="+34 910 000 001",
    places=(Place("Sur", phone="910 000 002"),),
    hours={
        "monday": (Span(opens="09:00", closes="14:00"), Span(opens="16:00", closes="20:00")),
        "tuesday": (Span(opens="09:00", closes="14:00"),),
        "sunday": (),
    },
    offers=(
        Offer(new_id(), "service", "Limpieza dental", price=Money(45_000_000, "EUR")),
        Offer(new_id(), "service", "Implante", price=Money(900_000_000, "EUR"), price_from=True),
    ),
)


def found(text: str, **more: object) -> list[Finding]:
    known = frozenset({"business.name", "language"})
    return list(lint(Subject(**{"text": text, "whole": text, "known": known, "business": BUSINESS, **more})))


def codes(text: str, **more: object) -> list[str]:
    return [each.code for each in found(text, **more)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hello {{custmer}}.", "variable_unknown"),
        ("Hello {{name[0]}}.", "variable_broken"),
        ("Hello {{name.", "brace_open"),
        ("Always give the price. Be kind. Never give prices.", "always_never"),
        ("Siempre ofrezca un descuento.\nNunca ofrezca descuentos.", "always_never"),
        ("- Never transfer calls\n- Always transfer calls", "always_never"),
        ("Answer in Spanish. Always reply in English.", "two_languages"),
        ("Responda en español.\nConteste siempre en inglés.", "two_languages"),
        ("At most two sentences. Use at most 5 sentences.", "two_lengths"),
        ("Como máximo 20 palabras. Al menos cincuenta o al menos 50 palabras.", "two_lengths"),
        ("Be brief. Answer in great detail.", "two_lengths"),
        ("The key is sk-abcdefghijklmnop1234.", "secret"),
        ("La contraseña es Verano2026!", "secret"),
        ("Card 4111 1111 1111 1112 is no card, 4242 4242 4242 4242 is.", "secret"),
        ("Cuenta ES91 2100 0418 4502 0005 1332.", "secret"),
        ("La limpieza dental cuesta 40 €.", "price_contradicts"),
        ("El implante cuesta 800,00 euros.", "price_contradicts"),
        ("Llame al 912 345 678.", "phone_contradicts"),
        ("Abrimos los lunes de 10:00 a 14:00.", "hours_contradict"),
        ("Abrimos de lunes a martes de 9 a 20.", "hours_contradict"),
        ("Cerrado los lunes.", "hours_contradict"),
        ("We are open on Mondays 9am to 1pm.", "hours_contradict"),
        ("Be kind to everybody who calls, whatever they say. " * 8, "no_person"),
        ("Be kind to everybody who calls, whatever they say. " * 8, "no_limits"),
        ("word " * 2_500, "long"),
        ("x " * 10_100, "too_long"),
        ("  \n", "empty"),
        ("Read {{>}} this.", "include_broken"),
    ],
)
def test_what_is_wrong_is_found_at_its_place(text: str, code: str) -> None:
    match = [each for each in found(text) if each.code == code]
    assert match, codes(text)
    for each in match:
        assert 0 <= each.start <= each.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hello {{business.name}}, {{contact.name}}, {{language | upcase}}.",
        "Always be kind. Never be rude.",
        "Always ask for the name. Never ask for card numbers.",
        "Answer in Spanish. If they write in English, reply in English.",
        "Responda en español. Si escriben en inglés, responda en inglés.",
        "At most two sentences. At most 30 words.",
        "Sea breve. Si lo piden, explique con detalle.",
        "La limpieza dental cuesta 45 €, 45,00 euros o 45 EUR.",
        "La limpieza dental cuesta 45 €.",
        "El implante cuesta desde 950 €.",
        "El blanqueamiento cuesta 300 €.",
        "Llame al 910000001 o al +34 910 00 00 02.",
        "La cita es el 2026-03-14 a las 10:30, pedido 20260314.",
        "Abrimos los lunes de 9:00 a 14:00 y de 16:00 a 20:00.",
        "Horario: martes de 9 a 14. Domingos cerrado.",
        "The token count matters; the key point is the price.",
        "Ask for the order number 1234567890123.",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert [each for each in found(text) if each.severity != "hint"] == []


def test_a_contradiction_tells_the_other_order() -> None:
    [finding] = [
        each for each in found("Always give prices. Never give prices.") if each.code == "always_never"
    ]
    assert (finding.start, finding.data) == (20, {"other": "Always give prices."})


def test_declared_variables_are_known_and_must_be_used() -> None:
    declared = (
        PromptVariable(name="customer", sample="Ana"),
        PromptVariable(name="age", kind="number", sample="old"),
    )
    assert codes("Hello {{customer.first}}.", declared=declared) == ["sample_malformed", "variable_unused"]


def test_what_is_included_is_put_in_and_what_is_not_there_is_told() -> None:
    whole = expand(
        "A {{> tone}} {{>tone#Short}} {{> gone}} {{> tone#Other}}",
        {"tone": "# Short\nFew words.\n# Long\nMany."},
    )
    assert whole.text == "A # Short\nFew words.\n# Long\nMany. Few words.  "
    assert ([each.name for each in whole.gone], [each.section for each in whole.headless]) == (
        ["gone"],
        ["Other"],
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_template_has_anything_wrong(language: str) -> None:
    templates = prompt_templates(language)
    assert len(templates) >= 40
    assert len({each.key for each in templates}) == len(templates)
    for each in templates:
        text = each.content.text
        findings = found(text, declared=each.content.variables, known=given_variables(), business=None)
        assert findings == [], (each.key, text)


TEXTS = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("{}> #\n.|0€:-")), max_size=400)
ORDERS = st.sampled_from(
    ["mention discounts", "transfer angry callers", "quote delivery dates", "ofrezca descuentos"]
)
FILLER = st.lists(
    st.sampled_from(["Be kind.", "Listen first.", "Salude por su nombre.", "Thank them."]), max_size=6
)


@given(TEXTS)
def test_any_text_is_looked_at_alike_and_within_its_bounds(text: str) -> None:
    first = found(text)
    assert first == found(text)
    for each in first:
        assert 0 <= each.start <= each.end <= len(text)
    assert len(plain(text)) == len(text)
    for sentence in sentences_of(text):
        assert text[sentence.start : sentence.end] == sentence.text
    assert 0 <= about_tokens(text) <= len(text)


@given(ORDERS, FILLER, FILLER, st.booleans())
def test_an_order_and_its_opposite_never_go_together(
    order: str, before: list[str], between: list[str], first: bool
) -> None:
    pair = [f"Always {order}.", f"Never {order}."]
    one, other = pair if first else pair[::-1]
    assert "always_never" in codes(" ".join([*before, one, *between, other]))
    assert "always_never" not in codes(" ".join([*before, one, *between]))


@given(st.integers(1, 5_000).filter(lambda euros: euros != 45), FILLER)
def test_no_other_price_than_the_profile_s_passes(euros: int, filler: list[str]) -> None:
    text = " ".join([*filler, f"La limpieza dental cuesta {euros} €."])
    assert "price_contradicts" in codes(text)


@pytest.mark.parametrize(
    ("currency", "wrong", "right"),
    [
        ("MXN", "La limpieza dental cuesta 500 pesos.", "La limpieza dental cuesta $45."),
        ("COP", "La limpieza dental cuesta COP 50.", "La limpieza dental cuesta 45 COP."),
        ("BRL", "A limpieza dental custa R$ 50.", "A limpieza dental custa 45 reais."),
        ("CHF", "La limpieza dental cuesta CHF 50.", "La limpieza dental cuesta 45 francos."),
        ("PEN", "La limpieza dental cuesta S/ 50.", "La limpieza dental cuesta 45 soles."),
        # In another currency it may be worth the same.
        ("EUR", "La limpieza dental cuesta 50 €.", "La limpieza dental cuesta 50 USD."),
    ],
)
def test_a_price_is_read_in_the_currency_of_the_profile(currency: str, wrong: str, right: str) -> None:
    offered = Offer(new_id(), "service", "Limpieza dental", price=Money(45_000_000, currency))
    business = replace(BUSINESS, currency=currency, offers=(offered,))
    assert "price_contradicts" in codes(wrong, business=business)
    assert "price_contradicts" not in codes(right, business=business)


@given(
    st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=20, max_size=40),
    FILLER,
)
def test_no_key_passes_wherever_it_stands(key: str, filler: list[str]) -> None:
    assert "secret" in codes(" ".join([*filler, f"Use sk-{key} for it.", *filler]))
