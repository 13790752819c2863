"""What is somebody's own is found wherever it stands, and the rest is left as it was."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.studio.gallery.domain.taking_out import GAP, Own, clean_text, take_out

OWN = Own(
    facts=(("business.name", "Clínica Sol"), ("business.phone", "912 345 678")),
    names=("Marta Ruiz",),
)


def a_package(text: str) -> dict[str, Any]:
    node = {"id": "a", "kind": "say", "name": "Saludo", "data": {"text": {"es": text}}}
    flow = {"id": "main", "name": "Main", "nodes": [node], "edges": []}
    return {
        "kind": "chat",
        "purpose": "inbound",
        "blueprint": {
            "flows": [flow],
            "persona": {},
            "business": {"facts": {"name": None}},
            "settings": {"model": "gpt", "temperature": 0.3},
            "tools": [],
        },
        "tools": [],
        "scenarios": [],
        "questions": [],
        "documents": [],
    }


def said(package: dict[str, Any]) -> str:
    found: str = package["blueprint"]["flows"][0]["nodes"][0]["data"]["text"]["es"]
    return found


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Bienvenido a CLÍNICA  SOL.", "Bienvenido a {{business.name}}."),
        ("Le atiende Marta Ruiz", f"Le atiende {GAP}"),
        ("Llame al +34 912 34 56 78 hoy", "Llame al {{business.phone}} hoy"),
        ("Llame al 655 44 33 22", f"Llame al {GAP}"),
        ("Escriba a pepe@correo.es", f"Escriba a {GAP}"),
        ("Abrimos de 9:00 a 14:00, 50 euros", "Abrimos de 9:00 a 14:00, 50 euros"),
        ("Hola {{name}}, de {{business.name}}", "Hola {{name}}, de {{business.name}}"),
        ("Clave: {{api_key}}, token={{token}}", "Clave: {{api_key}}, token={{token}}"),
        ("Clínica Solar no es lo mismo", "Clínica Solar no es lo mismo"),
    ],
)
def test_texts_lose_what_is_the_authors_and_nothing_else(text: str, left: str) -> None:
    package, findings = take_out(a_package(text), OWN)
    assert said(package) == left
    assert bool(findings) == (text != left)


def test_what_is_taken_out_once_is_not_found_again() -> None:
    text = "Clínica Sol, 912345678, 655443322, a@b.es, Marta Ruiz, sk-live-0123456789abcdefghij"
    once, findings = take_out(a_package(text), OWN)
    twice, again = take_out(once, OWN)
    assert len(findings) >= 6
    assert (twice, again) == (once, ())


def test_ids_and_accounts_go_and_the_rest_of_the_settings_stays() -> None:
    package = a_package("x")
    node = package["blueprint"]["flows"][0]["nodes"][0]
    node.update(kind="transfer", data={"target": "agent", "to": "agt_01k9h2v7zq4m8x3n5t6w1y0r2s"})
    cleaned, findings = take_out(package, OWN)
    assert cleaned["blueprint"]["flows"][0]["nodes"][0]["data"]["to"] == ""
    assert cleaned["blueprint"]["settings"] == {"temperature": 0.3}
    assert [one.kind for one in findings] == ["id"]


def test_headers_with_a_secrets_name_lose_their_value_unless_it_is_asked_for() -> None:
    package = a_package("x")
    pairs = [{"name": "X-Api-Key", "value": "plain"}, {"name": "X-Token", "value": "{token}"}]
    package["tools"] = [
        {
            "name": "t",
            "label": "T",
            "definition": {"request": {"headers": pairs, "address": "https://a.example"}},
        }
    ]
    cleaned, _ = take_out(package, OWN)
    headers = cleaned["tools"][0]["definition"]["request"]["headers"]
    assert [one["value"] for one in headers] == ["", "{token}"]


def test_secrets_go_from_very_long_lines_and_beside_what_was_hidden_before() -> None:
    secret = "sk-live-0123456789abcdefghij"
    for text in ("palabra " * 900 + secret, f"[hidden] y {secret}"):
        package, findings = take_out(a_package(text), OWN)
        assert secret not in said(package)
        assert "secret" in {one.kind for one in findings}


def test_braces_without_end_take_no_time() -> None:
    begun = time.perf_counter()
    take_out(a_package("{{" * 30_000), OWN)
    assert time.perf_counter() - begun < 5


@given(st.text(max_size=200))
def test_any_text_can_be_looked_at(text: str) -> None:
    assert isinstance(clean_text(text, OWN), str)
    package, findings = take_out(a_package(text), OWN)
    if not findings:
        assert said(package) == text
