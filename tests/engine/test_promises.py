"""What contradicts the business is told, and what does not is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.engine.business import Business
from centralita.engine.promises import Known, amount_of, contradictions, known_of

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday")
SPANS = [{"opens": "09:00", "closes": "14:00"}, {"opens": "16:00", "closes": "20:00"}]
BUSINESS = Business.model_validate(
    {
        "facts": {
            "phone": "+34 912 345 678",
            "services": "Limpieza dental: 55 € (30 min)\nImplante: desde 1.150 €\nBlanqueamiento: 290 €",
            "products": "Whitening kit: €49.50",
            "hours": "De lunes a viernes: 9:00–14:00 y 16:00–20:00",
        },
        "hours": dict.fromkeys(WEEK, SPANS),
    }
)
KNOWN = known_of(BUSINESS)


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("La limpieza dental cuesta 45 €.", "price", "45 €"),
        ("La limpieza dental son 55 euros y el blanqueamiento 250 €.", "price", "250 €"),
        ("Por 40 euros le hacemos una limpieza dental.", "price", "40 euros"),
        ("El implante sale por 900 €.", "price", "900 €"),
        ("The whitening kit is €45.", "price", "€45"),
        ("Llámenos al 911 111 111.", "phone", "911 111 111"),
        ("Our phone number is +34 911 111 111", "phone", "+34 911 111 111"),
        ("Abrimos de 9:00 a 21:00.", "hours", "21:00"),
        ("Estamos abiertos 24 horas.", "hours", "24 h"),
        ("Abrimos también los sábados.", "hours", "sabados"),
        ("We are open until 9 pm.", "hours", "9 pm"),
    ],
)
def test_what_the_business_does_not_say_is_told(text: str, kind: str, said: str) -> None:
    (found,) = contradictions(f"Hola. {text} ¿Algo más?", KNOWN)
    assert (found.kind, found.said) == (kind, said)
    assert text.rstrip(".") in found.sentence


@pytest.mark.parametrize(
    "text",
    [
        "La limpieza dental cuesta 55 €.",
        "El implante sale por 1.350 €.",
        "El implante, desde 1150 euros.",
        "Hay 20 € de descuento en la limpieza dental.",
        "La limpieza dental se paga en 2 plazos de 30 €.",
        "El empaste cuesta 60 €.",
        "Le llamaremos al 600 111 222.",
        "Su teléfono es el 600 111 222, ¿verdad?",
        "Llámenos al 912 34 56 78.",
        "Le he reservado la cita a las 10:30.",
        "Abrimos de 9:00 a 14:00 y de 16:00 a 20:00.",
        "We are open from 9 am to 8 pm.",
        "Los sábados no abrimos.",
        "Los domingos estamos cerrados.",
        "",
    ],
)
def test_what_is_right_or_about_something_else_is_left_alone(text: str) -> None:
    assert contradictions(text, KNOWN) == ()


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1.250,50", "1250.50"), ("1,250.50", "1250.50"), ("1.250", "1250"), ("12,5", "12.5"), ("55", "55")],
)
def test_amounts_are_read_as_both_write_them(text: str, amount: str) -> None:
    assert str(amount_of(text)) == amount


@given(st.text(max_size=400))
def test_no_text_breaks_it(text: str) -> None:
    assert len(contradictions(text, KNOWN)) <= 10
    assert contradictions(text, Known()) == ()
