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
        ("Nuestra limpieza dental tiene un precio de 45 euros.", "price", "45 euros"),
        ("Limpieza dental ............ 45 €", "price", "45 €"),
        ("La limpieza dental en nuestra clínica cuesta solo 45 €.", "price", "45 €"),
        ("- **Limpieza dental** — 45 €", "price", "45 €"),
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
    ("services", "text", "said"),
    [
        ("Limpieza: 450 MXN", "La limpieza cuesta 500 pesos.", "500 pesos"),
        ("Limpieza: 450 MXN", "La limpieza cuesta $500.", "$500"),
        ("Limpieza: 450 MXN", "La limpieza sale por MX$ 500", "MX$ 500"),
        ("Limpieza: 45.000 COP", "La limpieza cuesta 60 mil pesos.", "60 mil pesos"),
        ("Limpieza: 45.000 COP", "La limpieza cuesta COP $60.000.", "COP $60.000"),
        ("Limpieza: 45 USD", "La limpieza cuesta USD 40.", "USD 40"),
        ("Limpieza: 45 USD", "La limpieza cuesta 40 dólares.", "40 dólares"),
        ("Limpieza: 45 PEN", "La limpieza cuesta S/ 60.", "S/ 60"),
        ("Limpieza: 45 PEN", "La limpieza cuesta 60 soles.", "60 soles"),
        ("Limpieza: 45 CHF", "La limpieza cuesta 60 francos.", "60 francos"),
        ("Cleaning: 45 CHF", "The cleaning is 60 Swiss francs.", "60 Swiss francs"),
        ("Cleaning: £45", "The cleaning is 60 pounds.", "60 pounds"),
        ("Limpeza: R$ 180", "A limpeza custa R$ 200.", "R$ 200"),
        ("Limpeza: R$ 180", "A limpeza custa 200 reais.", "200 reais"),
        ("Limpeza: a partir de R$ 180", "A limpeza sai por 150 reais.", "150 reais"),
        ("Limpieza: 1.250 €", "La limpieza cuesta 1 350 €.", "1 350 €"),
    ],
)
def test_prices_are_read_in_the_currencies_of_the_world(services: str, text: str, said: str) -> None:
    known = known_of(Business.model_validate({"facts": {"services": services}}))
    (found,) = contradictions(text, known)
    assert (found.kind, found.said) == ("price", said)


@pytest.mark.parametrize(
    ("services", "text"),
    [
        ("Limpieza: 450 MXN", "La limpieza cuesta 450 pesos."),
        ("Limpieza: 45.000 COP", "La limpieza cuesta 45 mil pesos."),
        ("Limpieza: 1.250 €", "La limpieza cuesta 1 250 €."),
        ("Limpeza: R$ 1.250,50", "A limpeza custa 1.250,50 reais."),
        ("Limpeza: a partir de R$ 180", "A limpeza sai por 250 reais."),
        ("Limpeza: R$ 180", "A limpeza tem R$ 20 de desconto."),
        ("Limpeza: R$ 180", "A limpeza pode ser paga em 2 parcelas de R$ 90."),
        ("Limpeza: R$ 180", "A limpeza com flúor custa R$ 220."),
        ("Limpieza: 450 MXN", "La limpieza dura 45 minutos y hay 500 metros hasta el metro."),
    ],
)
def test_the_same_price_in_other_words_is_left_alone(services: str, text: str) -> None:
    assert contradictions(text, known_of(Business.model_validate({"facts": {"services": services}}))) == ()


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("Abrimos aos domingos.", "hours", "domingos"),
        ("Estamos abertos aos domingos.", "hours", "domingos"),
        ("Estamos abertos de segunda a sábado.", "hours", "sabado"),
        ("A clínica abre aos sábados.", "hours", "sabados"),
        ("Funcionamos das 9h às 21h.", "hours", "21h"),
        ("Fechamos às 21h.", "hours", "21h"),
        ("A clínica fecha às 21h.", "hours", "21h"),
        ("Abrimos às 8h30 na segunda-feira.", "hours", "8h30"),
        ("Nosso telefone é 911 111 111.", "phone", "911 111 111"),
        ("Ligue para o 911 111 111.", "phone", "911 111 111"),
        ("Telefone: 911 111 111", "phone", "911 111 111"),
        ("Abren los domingos.", "hours", "domingos"),
    ],
)
def test_portuguese_is_read_too(text: str, kind: str, said: str) -> None:
    (found,) = contradictions(text, KNOWN)
    assert (found.kind, found.said) == (kind, said)


@pytest.mark.parametrize(
    "text",
    [
        "Abrimos de segunda a sexta, das 9h às 14h e das 16h às 20h.",
        "Estamos abertos às segundas-feiras.",
        "Aos domingos estamos fechados.",
        "Não abrimos aos domingos.",
        "Fechamos às 20h.",
        "Abrimos exceto nos feriados às 11h.",
        "O horário do seu agendamento é 10h30.",
        "Nosso telefone é 912 345 678.",
        "Vamos ligar para você no 600 111 222.",
        "Seu telefone é 600 111 222, certo?",
        # "Fecha", "segunda" and "quinta" mean something else in Spanish.
        "¿Qué fecha prefiere, el martes a las 10:30?",
        "Este año abrimos la segunda clínica.",
    ],
)
def test_what_is_right_in_portuguese_is_left_alone(text: str) -> None:
    assert contradictions(text, KNOWN) == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Abrimos às segundas.", "segunda"),
        ("Estamos abertos na terça-feira.", "terca"),
        ("Abrimos de quarta a sexta.", "quarta"),
        ("Abrimos toda quinta.", "quinta"),
        ("Funcionamos até sexta.", "sexta"),
        ("We are open on Mondays.", "mondays"),
    ],
)
def test_every_weekday_of_portuguese_is_a_day(text: str, day: str) -> None:
    weekend = Business.model_validate({"hours": dict.fromkeys(("saturday", "sunday"), SPANS)})
    assert contradictions(text, known_of(weekend))[0].subject == day


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


TAKES = known_of(Business.model_validate({"facts": {"payment_methods": "tarjeta, Bizum y tarjeta regalo"}}))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Aceptamos tarjeta y efectivo.", ["Aceptamos tarjeta y efectivo"]),
        ("No aceptamos tarjetas.", ["No aceptamos tarjetas"]),
        ("No, solo efectivo, ya no se puede pagar con tarjeta.", ["ya no se puede pagar con tarjeta"]),
        (
            "No aceptamos tarjeta, pero sí PayPal.",
            ["No aceptamos tarjeta", "No aceptamos tarjeta, pero sí PayPal"],
        ),
        ("Formas de pago: tarjeta y transferencia.", ["Formas de pago: tarjeta y transferencia"]),
        ("We don’t take cards.", ["We don’t take cards"]),
        ("Cards are not accepted.", ["Cards are not accepted"]),
        ("Cash is accepted.", ["Cash is accepted"]),
        ("You can pay by card or cheque.", ["You can pay by card or cheque"]),
        ("Não aceitamos cartão.", ["Não aceitamos cartão"]),
        ("Não aceitamos cartão, só dinheiro.", ["Não aceitamos cartão, só dinheiro", "Não aceitamos cartão"]),
        ("Aceitamos dinheiro.", ["Aceitamos dinheiro"]),
        ("¿Aceptan efectivo?\nSí, por supuesto.", ["Sí, por supuesto."]),
        ("Do you take cards?\nNo, sorry.", ["No, sorry."]),
    ],
)
def test_a_way_to_pay_that_the_business_says_otherwise_is_told(text: str, said: list[str]) -> None:
    found = contradictions(text, TAKES)
    assert sorted(one.said for one in found) == sorted(said)
    assert {(one.kind, one.known) for one in found} == {("payment", "tarjeta, Bizum y tarjeta regalo")}


@pytest.mark.parametrize(
    "text",
    [
        "Aceptamos tarjeta y Bizum.",
        "No aceptamos efectivo, solo tarjeta.",
        "Aceptamos tarjeta pero no efectivo.",
        "Aceptamos tarjeta, no efectivo.",
        "No aceptamos ni cheques ni efectivo.",
        "Aceptamos de todo excepto cheques.",
        "No aceptamos tarjeta para importes menores de 10 €.",
        "No aceptamos tarjetas American Express.",
        "No aceptamos más efectivo.",
        "Aceptamos tarjetas sanitarias de su seguro.",
        "Aceptamos la tarjeta sanitaria.",
        "Nunca diga los datos de la tarjeta por teléfono.",
        "¿Aceptan efectivo?",
        "¿Aceptan efectivo o tarjeta?\nSí.",
        "We only take cards.",
        "We take cards but not cash.",
        "No, we do not accept cash.",
        "Aceitamos cartão, mas não dinheiro.",
        "Não aceitamos dinheiro, só cartão.",
        "El hotel de al lado acepta efectivo.",
        "Hacemos una transferencia de su llamada.",
    ],
)
def test_what_agrees_with_the_ways_to_pay_or_says_nothing_of_them_is_left_alone(text: str) -> None:
    assert contradictions(text, TAKES) == ()


@pytest.mark.parametrize("told", ["", "tarjeta y Pix", "trueque"])
def test_a_way_to_pay_in_the_businesss_own_words_may_be_any(told: str) -> None:
    known = known_of(Business.model_validate({"facts": {"payment_methods": told}}))
    assert known.methods == frozenset()
    assert contradictions("Aceptamos efectivo. No aceptamos tarjeta.", known) == ()


@given(st.text(alphabet=st.sampled_from("aceptamos no solo efectivo tarjeta pero ,;?. só não"), max_size=80))
def test_any_sentence_about_paying_is_read_at_its_place(text: str) -> None:
    for one in contradictions(text, TAKES):
        assert one.said in text
