"""What keeps a file from being read. Pure."""

from dataclasses import dataclass, field
from typing import Final

from centralita.studio.imports.domain.wording import Patterns, worded


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file: a code, the file's name and what the sentence speaks of."""

    code: str
    file: str = ""
    data: dict[str, str] = field(default_factory=dict)


class Unreadable(Exception):
    """Nothing was made of what came in; `faults` say why. Never leaves this slice."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults


_FAULTS: Final[dict[str, Patterns]] = {
    "too_large": (
        "{file} is larger than {limit}.",
        "{file} pesa más de {limit}.",
        "{file} tem mais de {limit}.",
    ),
    "empty": ("{file} is empty.", "{file} está vacío.", "{file} está vazio."),
    "nothing_inside": (
        "There is no JSON or YAML inside.",
        "No hay ningún JSON ni YAML dentro.",
        "Não há JSON nem YAML dentro.",
    ),
    "encoding": (
        "{file} is not text in UTF-8 (byte {position}).",
        "{file} no es texto en UTF-8 (byte {position}).",
        "{file} não é texto em UTF-8 (byte {position}).",
    ),
    "json": (
        "{file} is broken JSON at line {line}, column {column}: {reason}.",
        "{file} es un JSON roto en la línea {line}, columna {column}: {reason}.",
        "{file} é um JSON quebrado na linha {line}, coluna {column}: {reason}.",
    ),
    "yaml": (
        "{file} is broken YAML, or more than plain YAML (line {line}): {reason}.",
        "{file} es un YAML roto, o más que YAML simple (línea {line}): {reason}.",
        "{file} é um YAML quebrado, ou mais que YAML simples (linha {line}): {reason}.",
    ),
    "number": (
        "{file} holds a number that is no number.",
        "{file} contiene un número que no es un número.",
        "{file} contém um número que não é número.",
    ),
    "too_deep": (
        "{file} is nested more than {limit} levels deep.",
        "{file} está anidado más de {limit} niveles.",
        "{file} tem mais de {limit} níveis.",
    ),
    "too_many": (
        "{file} holds more than {limit} values.",
        "{file} contiene más de {limit} valores.",
        "{file} contém mais de {limit} valores.",
    ),
    "cyclic": (
        "{file} leads back into itself at “{anchor}”.",
        "{file} vuelve sobre sí mismo en «{anchor}».",
        "{file} volta para si mesmo em “{anchor}”.",
    ),
    "archive_broken": (
        "{file} is a broken archive.",
        "{file} es un archivo comprimido roto.",
        "{file} é um arquivo compactado quebrado.",
    ),
    "archive_locked": (
        "{file} is an archive with a password, or of a kind that is not read.",
        "{file} es un archivo comprimido con contraseña, o de un tipo que no se lee.",
        "{file} é um arquivo compactado com senha, ou de um tipo que não é lido.",
    ),
    "archive_too_large": (
        "{file} unpacks to more than {limit}.",
        "{file} ocupa más de {limit} al descomprimirse.",
        "{file} ocupa mais de {limit} ao ser descompactado.",
    ),
    "archive_too_many": (
        "{file} holds more than {limit} files.",
        "{file} contiene más de {limit} archivos.",
        "{file} contém mais de {limit} arquivos.",
    ),
    "unknown_kind": (
        "This is no agent of a kind that is read here: {found}.",
        "Esto no es un agente de un tipo que se lea aquí: {found}.",
        "Isto não é um agente de um tipo que seja lido aqui: {found}.",
    ),
    "nothing_to_say": (
        "It looks like {kind}, but there is no step and no prompt in it.",
        "Parece de {kind}, pero no tiene ningún paso ni instrucciones.",
        "Parece de {kind}, mas não tem nenhum passo nem prompt.",
    ),
    "no_steps": (
        "It is a project of {kind} (version {version}), but without steps that can be read here: export it again as a file of the whole project.",
        "Es un proyecto de {kind} (versión {version}), pero sin pasos que se puedan leer aquí: expórtelo otra vez como archivo del proyecto entero.",
        "É um projeto do {kind} (versão {version}), mas sem passos que possam ser lidos aqui: exporte-o de novo como arquivo do projeto inteiro.",
    ),
    "prompt_elsewhere": (
        "This is only how the agent “{text}” of {kind} is set. Its prompt or its flow is in another file: give both together.",
        "Esto es solo cómo está ajustado el agente «{text}» de {kind}. Su prompt o su flujo está en otro archivo: dé los dos juntos.",
        "Isto é só como o agente “{text}” do {kind} está configurado. O prompt ou o fluxo dele está em outro arquivo: envie os dois juntos.",
    ),
    "too_much_text": (
        "There are more than {limit} of texts in it.",
        "Hay más de {limit} de textos en él.",
        "Há mais de {limit} de textos nele.",
    ),
    "too_many_agents": (
        "There are {count} agents in what you gave, and {limit} are read at a time: bring this one in by itself.",
        "Hay {count} agentes en lo que ha dado, y se leen {limit} de una vez: traiga este por separado.",
        "Há {count} agentes no que você enviou, e {limit} são lidos de cada vez: traga este separadamente.",
    ),
    "too_much_together": (
        "What you gave is more than is read at a time: bring this one in by itself.",
        "Lo que ha dado es más de lo que se lee de una vez: traiga este por separado.",
        "O que você enviou é mais do que se lê de cada vez: traga este separadamente.",
    ),
    "too_big": (
        "What would be made of it breaks a limit at {path}: {reason}.",
        "Lo que saldría de él rebasa un límite en {path}: {reason}.",
        "O que sairia dele passa de um limite em {path}: {reason}.",
    ),
    "own_version": (
        "{file} is version {version} of the format; this installation reads version {limit}.",
        "{file} es la versión {version} del formato; esta instalación lee la versión {limit}.",
        "{file} é a versão {version} do formato; esta instalação lê a versão {limit}.",
    ),
    "own_unversioned": (
        "{file} does not say which version of the format it is: write “version: {limit}”, as a number.",
        "{file} no dice qué versión del formato es: escriba «version: {limit}», como número.",
        "{file} não diz qual é a versão do formato: escreva “version: {limit}”, como número.",
    ),
    "own_twice": (
        "{file}: “{name}” stands here a second time, after line {first}. Only one can hold.",
        "{file}: «{name}» aparece aquí por segunda vez, después de la línea {first}. Solo puede valer una.",
        "{file}: “{name}” aparece aqui pela segunda vez, depois da linha {first}. Só uma pode valer.",
    ),
    "own_only": (
        "Only a file that was exported here can be compared with an agent: {found}.",
        "Solo se puede comparar con un agente un archivo exportado aquí: {found}.",
        "Só um arquivo exportado aqui pode ser comparado com um agente: {found}.",
    ),
    "own_unknown": (
        "{file}, at {path}: the format has nothing called “{name}” here.",
        "{file}, en {path}: el formato no tiene aquí nada llamado «{name}».",
        "{file}, em {path}: o formato não tem aqui nada chamado “{name}”.",
    ),
    "own_unknown_meant": (
        "{file}, at {path}: the format has nothing called “{name}” here. Do you mean “{meant}”?",
        "{file}, en {path}: el formato no tiene aquí nada llamado «{name}». ¿Quiere decir «{meant}»?",
        "{file}, em {path}: o formato não tem aqui nada chamado “{name}”. Você quis dizer “{meant}”?",
    ),
    "own_missing": (
        "{file}, at {path}: “{name}” is missing.",
        "{file}, en {path}: falta «{name}».",
        "{file}, em {path}: falta “{name}”.",
    ),
    "own_field": (
        "{file}, at {path}: {reason}.",
        "{file}, en {path}: {reason}.",
        "{file}, em {path}: {reason}.",
    ),
}


def fault_sentence(fault: Fault, language: str) -> str:
    """A fault in words."""
    return worded(_FAULTS[fault.code], {"file": fault.file, **fault.data}, language)
