"""From a form to a model: what people fill in, what is kept of it, and what each vendor's models cost."""

import asyncio
import json
from datetime import UTC, datetime

import pytest

from centralita.kit.languages import READING
from centralita.kit.money import Money
from centralita.kit.outbound import Guard, Outbound, OutboundPolicy, OutboundRefused
from centralita.providers.llm import (
    CATALOG,
    CredentialsInvalid,
    ModelCache,
    ModelReply,
    ModelVendor,
    ScriptedModel,
    UnknownModel,
    cost_of,
    open_model,
    read_credentials,
)

KEY = "sk-test-0123456789abcdefghij"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
FILLED = {
    ModelVendor.AZURE: {"api_key": KEY, "endpoint": "https://ours.openai.azure.com/"},
    ModelVendor.BEDROCK: {
        "region": "eu-west-1",
        "access_key_id": "AKIAIOSFODNN7EXAMPLE",
        "secret_access_key": KEY,
    },
    ModelVendor.OLLAMA: {"base_url": "https://ollama.example.com"},
    ModelVendor.OPENAI_COMPATIBLE: {"base_url": "https://llm.example.com/v1", "api_key": KEY},
}
vendors = pytest.mark.parametrize("vendor", list(ModelVendor))


def filled(vendor):
    return FILLED.get(vendor, {"api_key": KEY})


def outbound():
    return Outbound(OutboundPolicy())


def read(vendor, given, guard=None):
    return read_credentials(CATALOG[vendor].credentials, given, guard or Guard(OutboundPolicy()))


class TestForms:
    @vendors
    def test_a_form_says_what_is_secret_and_names_its_fields_in_every_language(self, vendor):
        form = CATALOG[vendor].form()
        json.dumps(form)
        for name, field in form["properties"].items():
            assert field["x-label"].keys() == set(READING)
            secret = "key" in name.replace("access_key_id", "") or "token" in name
            parts = [field, *field.get("anyOf", [])]
            assert any(part.get("writeOnly") for part in parts) == secret
            assert any(part.get("format") == "password" for part in parts) == secret

    @vendors
    def test_what_is_kept_opens_again_and_what_is_shown_has_no_secret(self, vendor):
        credentials = read(vendor, filled(vendor))
        assert read(vendor, credentials.revealed()) == credentials
        assert KEY not in repr(credentials) + str(credentials) + json.dumps(credentials.shown())
        assert credentials.revealed().keys() - credentials.shown().keys() <= {
            "api_key",
            "secret_access_key",
            "session_token",
        }

    @pytest.mark.parametrize(
        ("given", "field", "problem"),
        [
            ({}, "api_key", "missing"),
            ({"api_key": ""}, "api_key", "missing"),
            ({"api_key": "  "}, "api_key", "malformed"),
            ({"api_key": "a b"}, "api_key", "malformed"),
            ({"api_key": "ключ"}, "api_key", "malformed"),
            ({"api_key": "a\r\nX-Evil: 1"}, "api_key", "malformed"),
            ({"api_key": 5}, "api_key", "malformed"),
            ({"api_key": "x" * 5000}, "api_key", "malformed"),
            ({"api_key": KEY, "organization": "a\nb"}, "organization", "malformed"),
            ({"api_key": KEY, "surprise": "x"}, "surprise", "unknown"),
        ],
    )
    def test_a_wrong_field_is_named_and_its_value_is_not(self, given, field, problem):
        with pytest.raises(CredentialsInvalid) as caught:
            read(ModelVendor.OPENAI, given)
        assert (caught.value.field, caught.value.data) == (field, {"problem": problem})

    def test_a_pasted_key_is_trimmed(self):
        assert read(ModelVendor.GROQ, {"api_key": f"  {KEY}\n"}).revealed()["api_key"] == KEY

    @pytest.mark.parametrize("region", ["eu-west-1.evil.com/", "", "localhost", "eu-west-1#", "../x"])
    def test_a_region_is_only_a_region(self, region):
        with pytest.raises(CredentialsInvalid):
            read(ModelVendor.BEDROCK, {**filled(ModelVendor.BEDROCK), "region": region})

    @pytest.mark.parametrize(
        ("vendor", "field"),
        [(ModelVendor.OPENAI, "base_url"), (ModelVendor.ANTHROPIC, "base_url"), (ModelVendor.GOOGLE, "base_url"), (ModelVendor.AZURE, "endpoint"),
         (ModelVendor.OLLAMA, "base_url"), (ModelVendor.OPENAI_COMPATIBLE, "base_url")],
    )  # fmt: skip
    @pytest.mark.parametrize(
        "address",
        [
            "http://169.254.169.254/",
            "https://10.0.0.1/v1",
            "http://localhost:11434",
            "file:///etc/passwd",
            "https://a:b@example.com",
        ],
    )
    def test_an_address_inside_is_refused_when_it_is_typed(self, vendor, field, address):
        with pytest.raises(OutboundRefused) as caught:
            read(vendor, {**filled(vendor), field: address})
        assert caught.value.field == field

    def test_an_operator_can_allow_a_model_on_this_machine(self):
        guard = Guard(OutboundPolicy.from_environ({"CENTRALITA_ALLOW_PRIVATE_HOSTS": "localhost:11434"}))
        assert read(ModelVendor.OLLAMA, {}, guard).shown() == {"base_url": "http://localhost:11434"}


class TestOpening:
    @vendors
    def test_every_vendor_opens_without_connecting(self, vendor):
        model = open_model(vendor, filled(vendor), CATALOG[vendor].default_model or "some-model", outbound())
        assert model.name == (CATALOG[vendor].default_model or "some-model")
        assert KEY not in repr(model)

    @pytest.mark.parametrize("name", ["", "a b", "../../x", "a\nb", "x" * 201, "mod?el", "a#b", "é"])
    def test_a_model_name_cannot_lead_elsewhere(self, name):
        with pytest.raises(UnknownModel) as caught:
            open_model(ModelVendor.AZURE, filled(ModelVendor.AZURE), name, outbound())
        assert caught.value.field == "model"


class TestPrices:
    @vendors
    def test_every_suggestion_of_a_priced_vendor_has_a_price(self, vendor):
        for model in CATALOG[vendor].models:
            cost = cost_of(vendor, model, reply(model, 1_000_000, 0), NOW)
            assert (cost is None) == (CATALOG[vendor].prices is None)

    def test_a_price_is_exact(self):
        # 0.15 and 0.60 USD for a million tokens in and out.
        cost = cost_of(ModelVendor.OPENAI, "gpt-4o-mini", reply("gpt-4o-mini-2024-07-18", 1_000, 100), NOW)
        assert cost == Money(150 + 60, "USD")

    def test_what_came_from_a_cache_costs_less(self):
        full = cost_of(ModelVendor.OPENAI, "gpt-4.1-mini", reply("gpt-4.1-mini", 10_000, 10), NOW)
        cached = cost_of(
            ModelVendor.OPENAI, "gpt-4.1-mini", reply("gpt-4.1-mini", 10_000, 10, cached=9_000), NOW
        )
        assert cached < full

    def test_the_name_asked_for_helps_where_the_answering_one_is_unknown(self):
        assert cost_of(ModelVendor.GROQ, "openai/gpt-oss-20b", reply("xyz", 1000, 1000), NOW)

    @pytest.mark.parametrize(
        ("vendor", "asked", "answering", "tokens"),
        [
            (ModelVendor.OPENAI, "no-such-model", "no-such-model", 10),
            (ModelVendor.AZURE, "gpt-4o", "secret-deployment", 10),
            (ModelVendor.OLLAMA, "llama3.2", "llama3.2", 10),
            (ModelVendor.OPENAI_COMPATIBLE, "gpt-4o", "gpt-4o", 10),
            (ModelVendor.OPENAI, "gpt-4o", "gpt-4o", 0),
        ],
    )
    def test_nothing_is_guessed(self, vendor, asked, answering, tokens):
        assert cost_of(vendor, asked, reply(answering, tokens, tokens), NOW) is None


def reply(model, tokens_in, tokens_out, cached=0):
    return ModelReply(
        text="", model=model, finish="stop", tokens_in=tokens_in, tokens_out=tokens_out, tokens_cached=cached
    )


class TestCache:
    def run(self, coroutine):
        return asyncio.run(coroutine)

    def test_one_opening_serves_all_who_ask(self):
        opened = []

        def open_it():
            opened.append(1)
            return ScriptedModel("hi")

        async def ask():
            cache = ModelCache()
            return await asyncio.gather(*(cache.get(("account", 1, "m"), open_it) for _ in range(20)))

        assert len(set(map(id, self.run(ask())))) == len(opened) == 1

    def test_a_changed_account_is_opened_anew(self):
        async def ask():
            cache = ModelCache()
            first = await cache.get(("account", 1), lambda: ScriptedModel("old"))
            return first, await cache.get(("account", 2), lambda: ScriptedModel("new"))

        first, second = self.run(ask())
        assert first is not second

    def test_a_failure_is_told_and_not_kept(self):
        def fail():
            raise CredentialsInvalid(field="api_key", problem="missing")

        async def ask():
            cache = ModelCache()
            with pytest.raises(CredentialsInvalid):
                await cache.get("k", fail)
            return await cache.get("k", lambda: ScriptedModel("hi"))

        assert self.run(ask()).name == "scripted"

    def test_the_least_used_go_when_it_is_full(self):
        opened = []

        async def ask():
            cache = ModelCache(size=2)
            for key in ("a", "b", "a", "c", "a", "b"):
                await cache.get(key, lambda key=key: opened.append(key) or ScriptedModel(key))

        self.run(ask())
        assert opened == ["a", "b", "c", "b"]
