"""What is wrong with a row, in words: for the preview and for the file of refused rows."""

from typing import Final

from centralita.kit.languages import reading_language
from centralita.operations.contacts.imports.planning import RowProblem

_FIELDS: Final = {
    "es": {
        "name": "Nombre", "company": "Empresa", "phones": "Teléfono", "emails": "Correo", "language": "Idioma",
        "time_zone": "Zona horaria", "country": "País", "region": "Región", "source": "Origen", "stage": "Etapa",
        "score": "Puntuación", "tags": "Etiquetas", "interest": "Interés", "custom": "Campos propios",
        "do_not_call": "No llamar", "consent": "Consentimiento",
    },
    "en": {
        "name": "Name", "company": "Company", "phones": "Phone", "emails": "E-mail", "language": "Language",
        "time_zone": "Time zone", "country": "Country", "region": "Region", "source": "Source", "stage": "Stage",
        "score": "Score", "tags": "Tags", "interest": "Interest", "custom": "Own fields",
        "do_not_call": "Do not call", "consent": "Consent",
    },
    "pt": {
        "name": "Nome", "company": "Empresa", "phones": "Telefone", "emails": "E-mail", "language": "Idioma",
        "time_zone": "Fuso horário", "country": "País", "region": "Região", "source": "Origem", "stage": "Etapa",
        "score": "Pontuação", "tags": "Etiquetas", "interest": "Interesse", "custom": "Campos próprios",
        "do_not_call": "Não ligar", "consent": "Consentimento",
    },
}  # fmt: skip
_SENTENCES: Final = {
    "es": {
        "phone_invalid": "no es un número de teléfono que exista; escríbalo con el prefijo del país",
        "email_invalid": "no es una dirección de correo",
        "contact_nameless": "la fila no tiene nombre, empresa, teléfono ni correo",
        "unknown_time_zone": "no es una zona horaria; por ejemplo Europe/Madrid",
        "import_stage_unknown": "no es una de las etapas",
        "import_score": "se espera un número de 0 a 100",
        "import_yes_or_no": "se espera sí o no",
        "import_cell_error": "la celda muestra un error de la hoja de cálculo; corríjala allí",
        "import_consent_unclear": "se espera sí, no o la fecha en que se dio, como 2026-03-01",
        "import_consent_undated": "dice que sí y no cuándo; indique arriba la fecha del archivo",
        "contact_ambiguous": "sus datos son de dos contactos distintos; fusiónelos antes",
        "field.string_too_long": "es demasiado largo",
        "field.too_long": "hay demasiados",
        "field.less_than_equal": "se espera un número de 0 a 100",
        "field.string_pattern_mismatch": "no tiene la forma esperada; el país son dos letras, como ES",
        "": "no es válido",
    },
    "en": {
        "phone_invalid": "is not a phone number that exists; write it with its country code",
        "email_invalid": "is not an e-mail address",
        "contact_nameless": "the row has no name, company, number or address",
        "unknown_time_zone": "is not a time zone; such as Europe/London",
        "import_stage_unknown": "is not one of the stages",
        "import_score": "a number from 0 to 100 is expected",
        "import_yes_or_no": "yes or no is expected",
        "import_cell_error": "the cell shows an error of the spreadsheet; correct it there",
        "import_consent_unclear": "yes, no or the date it was given is expected, such as 2026-03-01",
        "import_consent_undated": "says yes and not when; tell the date of the file above",
        "contact_ambiguous": "its details belong to two contacts; merge them first",
        "field.string_too_long": "is too long",
        "field.too_long": "there are too many",
        "field.less_than_equal": "a number from 0 to 100 is expected",
        "field.string_pattern_mismatch": "has not the expected form; a country is two letters, such as GB",
        "": "is not valid",
    },
    "pt": {
        "phone_invalid": "não é um número de telefone que exista; escreva-o com o código do país",
        "email_invalid": "não é um endereço de e-mail",
        "contact_nameless": "a linha não tem nome, empresa, telefone nem e-mail",
        "unknown_time_zone": "não é um fuso horário; por exemplo America/Sao_Paulo",
        "import_stage_unknown": "não é uma das etapas",
        "import_score": "espera-se um número de 0 a 100",
        "import_yes_or_no": "espera-se sim ou não",
        "import_cell_error": "a célula mostra um erro da planilha; corrija lá",
        "import_consent_unclear": "espera-se sim, não ou a data em que foi dado, como 2026-03-01",
        "import_consent_undated": "diz que sim e não quando; informe acima a data do arquivo",
        "contact_ambiguous": "os dados são de dois contatos diferentes; una-os antes",
        "field.string_too_long": "é longo demais",
        "field.too_long": "há itens demais",
        "field.less_than_equal": "espera-se um número de 0 a 100",
        "field.string_pattern_mismatch": "não tem a forma esperada; o país são duas letras, como BR",
        "": "não é válido",
    },
}


def sentence(problem: RowProblem, language: str) -> str:
    """`Teléfono: no es un número …`"""
    short = reading_language(language)
    words = _SENTENCES[short].get(problem.code, _SENTENCES[short][""])
    name = _FIELDS[short].get(problem.field, "")
    return f"{name}: {words}" if name else words[:1].upper() + words[1:]
