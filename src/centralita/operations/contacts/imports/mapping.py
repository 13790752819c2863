"""Which column holds what: guessed from its header, or from what stands in it."""

import re
from collections.abc import Sequence
from typing import Final, Literal, get_args

from centralita.kit.words import plain_text
from centralita.operations.contacts.domain.fields import EmailInvalid, read_email

Target = Literal[
    "", "name", "first_name", "last_name", "company", "phone", "email", "language", "time_zone", "country",
    "region", "source", "stage", "score", "tags", "interest", "do_not_call", "consent", "custom",
]  # fmt: skip
TARGETS: Final[tuple[Target, ...]] = get_args(Target)
# Several columns may hold one of these; of the others the first column counts.
REPEATED: Final = frozenset({"", "phone", "email", "tags", "interest", "custom"})

_NAMES: Final[dict[Target, str]] = {
    "name": "nombre|name|contacto|contact|full name|nombre completo|nombre y apellidos|cliente|customer|lead|persona|"
    "nome|nome completo|nome e sobrenome|contato|pessoa|paciente",
    "first_name": "first name|given name|nombre de pila|first|forename|primeiro nome",
    "last_name": "apellido|apellidos|primer apellido|last name|surname|family name|last|sobrenome|sobrenomes|ultimo nome",
    "company": "empresa|compania|company|company name|organization|organisation|organizacion|razon social|negocio|"
    "organizacao|razao social|nome fantasia",
    "phone": "telefono|tel|tlf|tfno|telf|movil|celular|phone|phone number|mobile|mobile phone|cell|whatsapp|numero|"
    "numero de telefono|telefono movil|telefono fijo|other phones|otros telefonos|contact phone number|fono|"
    "telefone|numero de telefone|telefone celular|telefone fixo|fone|outros telefones",
    "email": "email|e mail|mail|correo|correo electronico|email address|e mail address|other emails|otros correos|"
    "endereco de e mail|endereco de email|outros e mails",
    "language": "idioma|language|lengua|lang|locale|lingua",
    "time_zone": "zona horaria|time zone|timezone|huso horario|fuso horario|fuso",
    "country": "pais|country|country code",
    "region": "region|provincia|estado|state|province|comunidad|regiao|uf",
    "source": "origen|source|fuente|lead source|canal|procedencia|origem|fonte",
    "stage": "etapa|stage|fase|lead status|status|lead stage|situacao|etapa do funil",
    "score": "puntuacion|score|lead score|puntos|pontuacao|pontos",
    "tags": "etiqueta|etiquetas|tag|tags|labels",
    "interest": "interes|interest|nota|notas|notes|note|comentarios|comments|observaciones|"
    "interesse|observacao|observacoes|anotacoes|comentario",
    "do_not_call": "no llamar|do not call|dnc|no contactar|opt out|lista robinson|robinson|do not contact|no llame|"
    "nao ligar|nao contatar|nao perturbe|nao me perturbe|nao ligue",
    "consent": "consentimiento|consent|consiente|acepta publicidad|opt in|optin|acepta comunicaciones|rgpd|gdpr|"
    "marketing consent|consentimiento comercial|"
    "consentimento|aceita publicidade|aceita comunicacoes|aceita receber ligacoes|lgpd",
    "": "id|owner|responsable|created at|updated at|custom|responsavel|criado em|atualizado em|codigo",
}
_KNOWN: Final[dict[str, Target]] = {
    name: target for target, names in _NAMES.items() for name in names.split("|")
}
_PHONE: Final = re.compile(r"(?:\+|00)?[\d\s().\-/]{7,25}")


def known(header: str) -> Target | None:
    """What a column of this name holds, if its name says so: `Teléfono 2` is a phone."""
    plain = " ".join(re.sub(r"[\W_]+", " ", plain_text(header)).split())
    return _KNOWN.get(plain, _KNOWN.get(re.sub(r" ?\d+$", "", plain)))


def looks_like_header(first: Sequence[str]) -> bool:
    """Whether a first row names the columns. One with an address or a number in it does not."""
    if any(known(cell) is not None for cell in first if cell):
        return True
    return not any(_is_email(cell) or _is_phone(cell) for cell in first)


def guess(first: Sequence[Sequence[str]], has_header: bool) -> list[Target]:
    """What each column holds, as far as the first rows tell."""
    width = max(len(row) for row in first)
    names = list(first[0]) if has_header else []
    below = first[1:] if has_header else first
    found: list[Target] = []
    for column in range(width):
        name = names[column] if column < len(names) else ""
        cells = [row[column] for row in below if column < len(row) and row[column]]
        told = known(name) if name else None
        target = told if told is not None else _by_content(cells, named=bool(name))
        if target not in REPEATED and target in found:
            target = "custom" if name else ""
        found.append(target)
    if not {"name", "first_name", "last_name", "company"} & set(found) and not has_header:
        wordy = (
            at
            for at, target in enumerate(found)
            if target == "" and any(at < len(r) and r[at] for r in below)
        )
        at = next(wordy, None)
        if at is not None:
            found[at] = "name"
    return found


def _by_content(cells: Sequence[str], *, named: bool) -> Target:
    if cells and all(_is_email(cell) for cell in cells):
        return "email"
    if cells and not named and all(_is_phone(cell) for cell in cells):
        return "phone"
    return "custom" if named else ""


def _is_email(cell: str) -> bool:
    try:
        read_email(cell)
    except EmailInvalid:
        return False
    return True


def _is_phone(cell: str) -> bool:
    return _PHONE.fullmatch(cell) is not None and sum(each.isdigit() for each in cell) >= 7
