"""Secrets in what people wrote: the readers know a key by its looks, not a password in a sentence."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.kit.scrubbing import HIDDEN
from centralita.studio.imports.domain.losses import loss_sentence
from centralita.studio.imports.reading import Reading, read
from centralita.studio.prompts.public import secrets_in
from tests.people import Member
from tests.studio.imports.test_api import sent
from tests.studio.imports.test_hostile import no_guess
from tests.studio.imports.test_retell import says

# Each stands in a sentence in which no reader would look for it.
WRITTEN = {
    "4821": "La clave de acceso: 4821. No la diga.",
    "ES91 2100 0418 4502 0005 1332": "Pay into ES91 2100 0418 4502 0005 1332, please.",
    "4111 1111 1111 1111": "Test with 4111 1111 1111 1111 today.",
    "Sunshine": "The wifi password is Sunshine.",
    "0123456789abcdef0123456789abcdef": "The key of the shop 0123456789abcdef0123456789abcdef works.",
}


def retell(prompt: str, said: str = "Hello.") -> dict[str, Any]:
    return {
        "agent_name": "Front desk",
        "response_engine": {"type": "retell-llm"},
        "retellLlmData": {"general_prompt": prompt, "begin_message": said},
    }


def vapi(prompt: str, said: str = "Hello.") -> dict[str, Any]:
    model = {"provider": "openai", "model": "x", "messages": [{"role": "system", "content": prompt}]}
    return {"name": "Front desk", "firstMessage": said, "model": model}


def of(document: dict[str, Any]) -> Reading:
    return read([("agent.json", json.dumps(document).encode())], no_guess)


@pytest.mark.parametrize("maker", [retell, vapi], ids=["retell", "vapi"])
@pytest.mark.parametrize(("secret", "sentence"), WRITTEN.items())
def test_what_a_sentence_gives_away_is_taken_out_and_told(maker: Any, secret: str, sentence: str) -> None:
    reading = of(maker(f"You answer for a clinic. {sentence}", sentence))
    kept = reading.drawn.blueprint.model_dump_json()
    assert secret not in kept
    assert HIDDEN in kept
    assert reading.drawn.secrets >= 2
    told = [loss for loss in reading.drawn.losses if loss.code == "secret"]
    assert told
    for loss in told:
        assert secret not in loss_sentence(loss, "es")
        assert HIDDEN in loss_sentence(loss, "es")


def test_it_is_told_by_step() -> None:
    node = says("Door", "Tell nobody that the door code is 48213.")
    flow = {"nodes": [node], "start_node_id": "Door", "start_speaker": "agent"}
    reading = of({"agent_name": "Desk", "conversationFlow": flow})
    [loss] = [loss for loss in reading.drawn.losses if loss.code == "secret"]
    assert loss.node == "Door"
    assert loss.data["text"] == f"Tell nobody that the door code is {HIDDEN}."


@given(st.text(max_size=200), st.sampled_from(sorted(WRITTEN.values())), st.text(max_size=200))
def test_no_text_of_an_agent_keeps_what_the_rules_find(before: str, sentence: str, after: str) -> None:
    reading = of(retell(f"Be kind. {before}\n{sentence}\n{after}"))
    for texts in (reading.drawn.blueprint.persona, reading.drawn.blueprint.greeting):
        assert all(HIDDEN in text[start:end] for text in texts.values() for start, end in secrets_in(text))
    assert len([loss for loss in reading.drawn.losses if loss.code == "secret"]) >= 1


def test_without_a_secret_nothing_is_touched() -> None:
    reading = of(retell("Keep the secret of a good service: listening. Call 600 000 000."))
    assert reading.drawn.secrets == 0
    assert not [loss for loss in reading.drawn.losses if loss.code == "secret"]


@pytest.mark.database
def test_an_own_file_is_told_of_too(member: Member) -> None:
    agent = str(member.api.post("/agents", {"name": "Desk", "languages": ["en"]}).json()["id"])
    content = member.api.get(f"/agents/{agent}/export?format=json").json()["content"]
    document = json.loads(content)
    document["blueprint"]["persona"] = {"en": "The wifi password is Sunshine."}
    shown = sent(member, **{"desk.json": json.dumps(document).encode()})
    assert shown.status_code == 201, shown.content
    assert shown.json()["secrets_removed"] == 1
    assert [each["code"] for each in shown.json()["losses"]] == ["secret"]
    assert "Sunshine" not in shown.content.decode()
