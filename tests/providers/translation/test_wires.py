"""The same contract for every translation service, against a server of each one's documented shape."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.providers.translation.servers import KEY, Service, serving

from centralita.kit.outbound import Outbound, OutboundPolicy
from centralita.providers.credentials import CredentialsInvalid
from centralita.providers.translation.aws import AwsTranslate
from centralita.providers.translation.catalog import TranslatorVendor, open_translator
from centralita.providers.translation.credentials import (
    AwsTranslateCredentials,
    DeepLCredentials,
    GoogleTranslateCredentials,
)
from centralita.providers.translation.deepl import DeepL
from centralita.providers.translation.google import GoogleTranslate
from centralita.providers.translation.translator import (
    Piece,
    Translator,
    TranslatorBadCredentials,
    TranslatorOutOfQuota,
    TranslatorRateLimited,
    TranslatorRejected,
    TranslatorUnavailable,
)

Opening = Callable[[Service, bool], Translator]


def _deepl(service: Service, good: bool) -> Translator:
    return DeepL(
        DeepLCredentials(api_key=KEY if good else "wrong", base_url=service.address), service.outbound()
    )


def _google(service: Service, good: bool) -> Translator:
    return GoogleTranslate(
        GoogleTranslateCredentials(api_key=KEY if good else "wrong", base_url=service.address),
        service.outbound(),
    )


def _aws(service: Service, good: bool) -> Translator:
    return AwsTranslate(
        AwsTranslateCredentials(
            region="eu-west-1",
            access_key_id="AKIAEXAMPLEEXAMPLE00" if good else "AKIAEXAMPLEWRONG0000",
            secret_access_key="secret",
        ),
        service.outbound(),
        address=service.address,
    )


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as service:
        yield service
        assert service.problems == []


@pytest.fixture(params=[_deepl, _google, _aws])
def opening(request: pytest.FixtureRequest) -> Opening:
    opening: Opening = request.param
    return opening


def test_texts_come_back_in_order_with_what_is_kept(service: Service, opening: Opening) -> None:
    texts = [
        [Piece("hola "), Piece("{{name}}", True), Piece(", aquí ‹a & b›")],
        [Piece("Clínica Sol", True), Piece(" le espera <hoy>")],
    ]
    assert opening(service, True).translate(texts, "es", "en") == [
        "HOLA {{name}}, AQUÍ ‹A & B›",
        "Clínica Sol LE ESPERA <HOY>",
    ]


def test_many_texts_are_all_translated(service: Service, opening: Opening) -> None:
    texts = [[Piece(f"texto {number}")] for number in range(120)]
    told = opening(service, True).translate(texts, "es", "pt")
    assert told == [f"TEXTO {number}" for number in range(120)]


def test_a_wrong_key_is_told(service: Service, opening: Opening) -> None:
    with pytest.raises(TranslatorBadCredentials):
        opening(service, False).translate([[Piece("hola")]], "es", "en")


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (429, {}, TranslatorRateLimited),
        (456, {}, TranslatorOutOfQuota),
        (403, {"error": {"errors": [{"reason": "dailyLimitExceeded"}]}}, TranslatorOutOfQuota),
        (400, {"__type": "TooManyRequestsException"}, TranslatorRateLimited),
        (400, {"__type": "UnsupportedLanguagePairException"}, TranslatorRejected),
        (400, {"message": "Value for 'target_lang' not supported."}, TranslatorRejected),
        (503, {}, TranslatorUnavailable),
        (200, {"unexpected": True}, TranslatorUnavailable),
        (200, [], TranslatorUnavailable),
        (200, {"translations": [], "data": {"translations": []}}, TranslatorUnavailable),
    ],
)
def test_what_goes_wrong_has_a_name(
    service: Service, opening: Opening, status: int, body: object, error: type[Exception]
) -> None:
    service.fault = (status, body)
    with pytest.raises(error):
        opening(service, True).translate([[Piece("hola")]], "es", "en")
    service.fault = None


def test_nobody_there_is_told(service: Service) -> None:
    gone = DeepL(
        DeepLCredentials(api_key=KEY, base_url="http://localhost:1"),
        Service(port=1).outbound(),
    )
    with pytest.raises(TranslatorUnavailable):
        gone.translate([[Piece("hola")]], "es", "en")


def test_a_free_key_of_deepl_has_its_own_host(service: Service) -> None:
    assert (
        DeepL(DeepLCredentials(api_key="k:fx"), service.outbound())._address == "https://api-free.deepl.com"
    )


@pytest.mark.parametrize(
    ("manner", "deepl", "aws"),
    [
        ("as_usual", None, None),
        ("formal", "prefer_more", {"Formality": "FORMAL"}),
        ("informal", "prefer_less", {"Formality": "INFORMAL"}),
    ],
)
def test_people_are_addressed_as_the_account_says(
    service: Service, manner: Any, deepl: str | None, aws: dict[str, str] | None
) -> None:
    """In every text, so that one greeting does not say Sie and the next du."""
    first = DeepL(DeepLCredentials(api_key=KEY, base_url=service.address, manner=manner), service.outbound())
    other = AwsTranslate(
        AwsTranslateCredentials(
            region="eu-west-1",
            access_key_id="AKIAEXAMPLEEXAMPLE00",
            secret_access_key="secret",
            manner=manner,
        ),
        service.outbound(),
        address=service.address,
    )
    for translator in (first, other):
        assert translator.translate([[Piece("How are you?")]], "en", "de") == ["HOW ARE YOU?"]
    bodies = [each["body"] for each in service.asked]
    assert [(each.get("formality"), each.get("Settings")) for each in bodies] == [(deepl, None), (None, aws)]


def test_a_manner_that_nobody_has_is_refused() -> None:
    with pytest.raises(CredentialsInvalid) as refused:
        open_translator(
            TranslatorVendor.DEEPL, {"api_key": KEY, "manner": "rude"}, Outbound(OutboundPolicy())
        )
    assert refused.value.field == "manner"
