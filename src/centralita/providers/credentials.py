"""Credentials of accounts at any provider. The JSON Schemas are the forms that people fill in."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
)

from centralita.kit.errors import AppError, Category
from centralita.kit.outbound import Guard


class CredentialsInvalid(AppError):
    """A field of the form is wrong; `field` names it. Data: `problem`: `missing`, `malformed` or `unknown`."""

    code = "provider_credentials_invalid"
    category = Category.INVALID


def _trimmed(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _header_safe(value: SecretStr) -> SecretStr:
    """A key travels in a header: a line break pasted along with it would be another header."""
    if not all("!" <= letter <= "~" for letter in value.get_secret_value()):
        raise ValueError("a key has no spaces and no letters beyond ASCII")
    return value


def labels(en: str, es: str, pt: str = "", **more: Any) -> dict[str, Any]:
    """A field's label in each language, for `json_schema_extra`."""
    return {"x-label": {"en": en, "es": es, "pt": pt}, **more}


Secret = Annotated[
    SecretStr, BeforeValidator(_trimmed), AfterValidator(_header_safe), Field(min_length=1, max_length=4000)
]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=r"^[!-~]*$")]
Address = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]

Form = TypeVar("Form", bound="Credentials")

ADDRESSES: Final = ("base_url", "endpoint")


class Credentials(BaseModel):
    """Base. `repr` and errors show no secret."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def revealed(self) -> dict[str, str]:
        """All fields with their secrets, to be encrypted and stored. What is empty is left out."""
        plain = {name: getattr(self, name) for name in type(self).model_fields}
        texts = {
            name: one.get_secret_value() if isinstance(one, SecretStr) else one for name, one in plain.items()
        }
        return {name: text for name, text in texts.items() if text}

    def shown(self) -> dict[str, str]:
        """The fields that may be shown again; secrets never are."""
        return {
            name: text
            for name, text in self.revealed().items()
            if not isinstance(getattr(self, name), SecretStr)
        }


class KeyOnly(Credentials):
    """The usual: a key."""

    api_key: Secret = Field(json_schema_extra=labels("API key", "Clave de API", "Chave de API"))


def base_address(default: str) -> Any:
    """The field of an address that few people change."""
    return Field(
        default, json_schema_extra=labels("Address", "Dirección", "Endereço", **{"x-advanced": True})
    )


def read_credentials(form: type[Form], given: Mapping[str, object], guard: Guard) -> Form:
    """What a person or the database gave, checked. Raises CredentialsInvalid, or OutboundRefused for an address."""
    try:
        credentials = form.model_validate(
            {name: value for name, value in given.items() if value not in ("", None)}
        )
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        problem = {"missing": "missing", "extra_forbidden": "unknown"}.get(first["type"], "malformed")
        raise CredentialsInvalid(field=str(first["loc"][0]), problem=problem) from None
    for name in ADDRESSES:
        address = getattr(credentials, name, None)
        if address is not None:
            guard.check(address, field=name)
    return credentials
