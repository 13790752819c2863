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
    email="hola@clinica.es",
    website="https://www.clinica.es",
    address="Calle de Alcalá 12, Madrid",
    payment_methods=("card", "bizum"),
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
        ("Ask for the phone number. Do not ask for the phone number.", "always_never"),
        ("Use emojis. Don't use emojis.", "always_never"),
        ("Always quote prices. Never mention prices.", "always_never"),
        ("Offer a refund within 14 days. Never offer a refund.", "always_never"),
        ("Please use emojis.\n\n## Never\n- Use emojis\n- Invent prices", "always_never"),
        ("Pida el teléfono. No pida el teléfono.", "always_never"),
        ("Peça o telefone. Nunca peça o telefone.", "always_never"),
        ("Trate de usted. Tutee al cliente.", "two_manners"),
        ("Be formal with everybody. Sound casual.", "two_manners"),
        ("Seja formal. Use um tom informal.", "two_manners"),
        ("Trate de usted a todos.\n## No haga nunca\n- Hablar de usted", "two_manners"),
        ("Keep answers short. Give detailed answers.", "two_lengths"),
        ("Dé respuestas breves. Escriba respuestas largas.", "two_lengths"),
        ("Post to https://hooks.slack.com/services/T0AAAAAAA/B0AAAAAAA/abcdefghijklmnop.", "secret"),
        ("xi-api-key 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "secret"),
        ("La clave de acceso: 4821", "secret"),
        ("The door code is 48213.", "secret"),
        ("wifi password Sunshine", "secret"),
        ("La contraseña del wifi es Girasol.", "secret"),
        ("Escríbanos a otra@clinica.es.", "email_contradicts"),
        ("Our website is www.other-clinic.com.", "website_contradicts"),
        ("Estamos en la calle Mayor 3.", "address_contradicts"),
        ("We are at 40 Oxford Street, first floor.", "address_contradicts"),
        ("Aceptamos tarjeta y efectivo.", "payment_contradicts"),
        ("We do not accept cards.", "payment_contradicts"),
        ("Não aceitamos cartão.", "payment_contradicts"),
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
        "Ask for the phone number. Do not ask for the phone number twice.",
        "Ask for the name. Do not ask for the name of relatives.",
        "Offer an appointment. Never offer a refund.",
        "Give prices. Do not give legal advice.",
        "Give advice on products. Do not give medical advice.",
        "Mention the price first. Never mention competitors.",
        "## During the day\n- Transfer the call\n## Out of hours\n- Do not transfer the call",
        "When they are angry:\n- Do not offer help\n\nOffer help.",
        "## Never\n- Use emojis\n- Promise dates\n## Always\n- Use short sentences",
        "Pida el nombre. No pida datos de tarjetas.",
        "Trate de usted. No tutee a nadie.",
        "Be formal, never casual.",
        "Hable de tu producto. Trate de usted.",
        "Keep answers short. Never give long answers.",
        "A basic cleaning and a token gesture; the secret: listening well.",
        "Basic cleaning costs more. Token payments are not taken. Bearer bonds neither.",
        "Never ask for a password. Password resets take a minute. PIN codes are private.",
        "The wifi password hangs at the reception. Wifi password: ask at the desk.",
        "El código postal es 28001 y el código de descuento es VERANO24.",
        "La clave: escuchar. La clave del éxito es 24 horas de servicio.",
        "Order 0a1b2c3d4e5f60718293a4b5c6d7e8f9 is on its way.",
        "Escríbanos a hola@clinica.es. Our website is clinica.es or citas.clinica.es.",
        "They write from ana@correo.es, and their website is tienda.com.",
        "Escríbanos a nombre@example.com.",
        "Estamos en Alcalá 12. We are at Calle de Alcala 12, Madrid.",
        "We are at 10 to 14 on weekdays. Estamos en la calle de enfrente.",
        "Aceptamos tarjeta y Bizum. No aceptamos efectivo. Ask whether they pay in cash.",
        "Never take card details by phone. Aceptamos tarjetas regalo.",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert [each for each in found(text) if each.severity != "hint"] == []


def test_a_contradiction_tells_the_other_order() -> None:
    [finding] = [
        each for each in found("Always give prices. Never give prices.") if each.code == "always_never"
    ]
    assert (finding.start, finding.data) == (20, {"other": "Always give prices."})


def test_what_an_included_text_orders_counts_too() -> None:
    text = "Use emojis.\n{{> tone}}\nThank them."
    put_in = expand(text, {"tone": "Be kind. Never use emojis."}).put_in
    [finding] = [each for each in found(text, put_in=put_in) if each.severity == "warning"]
    assert finding.code == "included_contradicts"
    assert text[finding.start : finding.end] == "{{> tone}}"
    assert finding.data == {"text": "Never use emojis.", "other": "Use emojis.", "include": "{{> tone}}"}
    twice = expand("{{> tone}}", {"tone": "Use emojis. Never use emojis."})
    assert "included_contradicts" not in codes("{{> tone}}", put_in=twice.put_in)


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
    # A picture is more tokens than characters.
    assert 0 <= about_tokens(text) <= 3 * len(text)


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
