"""What a version loses at a target, said before it is published."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from centralita.engine import Blueprint, Node
from centralita.engine.business import Business
from centralita.engine.graph import Graph
from centralita.engine.nodes.ai_answer import AiAnswerData
from centralita.engine.nodes.ask import AskData
from centralita.engine.nodes.decide import DecideData
from centralita.engine.nodes.handoff import HandoffData
from centralita.engine.nodes.tool_call import ToolCallData
from centralita.engine.nodes.transfer import TransferData
from centralita.engine.settings import Guardrails
from centralita.engine.values import shown
from centralita.kit.languages import reading_language
from centralita.kit.phone import PhoneInvalid, read_phone
from centralita.kit.scrubbing import scrub_text
from centralita.studio.deployments.compile import disclosure
from centralita.studio.deployments.compile.calling import OwnTool, function_of
from centralita.studio.deployments.compile.capabilities import TABLE, Support
from centralita.studio.deployments.compile.functions import CALLING, called_there
from centralita.studio.deployments.compile.layout import layout_of
from centralita.studio.deployments.compile.script import script_of
from centralita.studio.deployments.compile.source import Source
from centralita.studio.deployments.compile.wording import Wording
from centralita.studio.deployments.domain.target import Target

NATIVE: Final = frozenset({Target.RETELL_NATIVE, Target.RETELL_FLOW, Target.ELEVENLABS_NATIVE})
_LONGEST_MINUTES: Final = {Target.RETELL_BRAIN: 120, Target.RETELL_NATIVE: 120, Target.RETELL_FLOW: 120}


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that the target does otherwise or not at all. `blocking`: it must not be published like this."""

    feature: str
    how: Literal["changed", "lost"]
    en: str
    es: str
    pt: str
    safety: bool = False
    blocking: bool = False
    flow_id: str | None = None
    node_id: str | None = None
    node_name: str = ""

    def sentence(self, language: str) -> str:
        """In the reader's language."""
        return {"en": self.en, "es": self.es, "pt": self.pt}[reading_language(language)]


def losses_of(target: Target, source: Source) -> tuple[Loss, ...]:
    """All losses, the blocking ones first, then in the order of the flow."""
    found = [*_must(target, source), *_general(target, source), *_nodes(target, source)]
    return tuple(sorted(found, key=lambda loss: not loss.blocking))


def main_number(business: Business) -> str:
    """The business's own telephone as E.164; '' when there is none that can be dialled."""
    facts = business.facts
    return e164(shown(facts.get("phone") or facts.get("telephone") or ""), business.country)


def e164(written: str, region: str) -> str:
    """A written number as E.164; '' when it is none."""
    try:
        return read_phone(written, region).e164
    except PhoneInvalid:
        return ""


def _from_table(feature: str, target: Target, node: tuple[str, Node] | None = None) -> Iterator[Loss]:
    row = TABLE[feature]
    support: Support = row.support[target]
    if support.how == "kept":
        return
    yield Loss(
        feature,
        support.how,
        support.en,
        support.es,
        support.pt,
        row.safety,
        row.safety and support.how == "lost",
        node[0] if node else None,
        node[1].id if node else None,
        node[1].name if node else "",
    )


def _must(target: Target, source: Source) -> Iterator[Loss]:
    blueprint = source.blueprint
    for language in blueprint.languages:
        if not disclosure.ai_line(blueprint, language):
            yield _lost_safety(
                "channel.ai_disclosure",
                f"Nothing says in “{language}” that a machine speaks. Write the AI notice in that language.",
                f"Nada dice en «{language}» que habla una máquina. Escriba el aviso de IA en ese idioma.",
                f"Nada diz em “{language}” que quem fala é uma máquina. Escreva o aviso de IA nesse idioma.",
            )
        if not disclosure.in_language(disclosure.RECORDING, language):
            yield _lost_safety(
                "channel.recording_notice",
                f"We have no sentence in “{language}” that says that the call is recorded.",
                f"No tenemos una frase en «{language}» que diga que la llamada se graba.",
                f"Não temos uma frase em “{language}” que diga que a ligação é gravada.",
            )
    most = _LONGEST_MINUTES.get(target)
    if most is not None and source.max_minutes > most:
        yield _lost_safety(
            "channel.max_duration",
            f"The platform ends calls after {most} minutes at most: choose no more.",
            f"La plataforma corta las llamadas a los {most} minutos como máximo: no elija más.",
            f"A plataforma encerra as ligações em no máximo {most} minutos: não escolha mais.",
        )
    if target in (Target.RETELL_BRAIN, Target.ELEVENLABS_BRAIN) and not source.reachable:
        yield Loss(
            "channel.public_address",
            "lost",
            "The platform cannot reach Centralita: its public address must begin with https:// and be reachable "
            "from the internet. Set CENTRALITA_PUBLIC_URL, or choose the platform's own model.",
            "La plataforma no puede llegar a Centralita: su dirección pública debe empezar por https:// y ser "
            "accesible desde internet. Configure CENTRALITA_PUBLIC_URL o elija el modelo de la plataforma.",
            "A plataforma não consegue acessar o Centralita: o endereço público precisa começar com https:// e ser "
            "acessível pela internet. Defina CENTRALITA_PUBLIC_URL ou escolha o modelo da plataforma.",
            blocking=True,
        )
    if target is not Target.SANDBOX and not source.voice.id:
        yield Loss(
            "channel.voice", "lost", "Choose a voice.", "Elija una voz.", "Escolha uma voz.", blocking=True
        )


def _lost_safety(feature: str, en: str, es: str, pt: str) -> Loss:
    return Loss(feature, "lost", en, es, pt, safety=True, blocking=True)


def _general(target: Target, source: Source) -> Iterator[Loss]:
    blueprint = source.blueprint
    yield from _from_table("channel.opt_out", target)
    settings = blueprint.settings
    if settings.model_connected:
        for name in ("model", "fallback_model"):
            if getattr(settings, name):
                yield from _from_table(f"setting.{name}", target)
        yield from _from_table("setting.max_tokens", target)
    else:
        yield from _from_table("setting.model_connected", target)
    if blueprint.guardrails != Guardrails():
        yield from _from_table("setting.guardrails", target)
    for wish in ("person", "restart", "language"):
        if getattr(blueprint.interrupts, wish).enabled and (
            wish != "language" or len(blueprint.languages) > 1
        ):
            yield from _from_table(f"interrupt.{wish}", target)
    if len(blueprint.languages) > 1:
        yield from _from_table("channel.languages", target)
    yield from _knowledge(target, source)
    if target in NATIVE and _uncalled(target, source):
        yield from _tool_lost(target, source, "tool.tool")
    if blueprint.business.hours:
        yield from _from_table("channel.business_hours", target)
    if target in NATIVE:
        yield from _texts(target, source)


def _knowledge(target: Target, source: Source) -> Iterator[Loss]:
    knowledge = source.knowledge
    if source.blueprint.knowledge:
        yield from _from_table("channel.knowledge", target)
    if not knowledge.cut or target not in NATIVE:
        return
    yield Loss(
        "channel.knowledge_cut",
        "lost",
        f"Only {knowledge.told} of {knowledge.of} passages of your documents go along: questions first, "
        "then documents by their titles.",
        f"Solo {knowledge.told} de {knowledge.of} pasajes de sus documentos van con él: primero las preguntas, "
        "después los documentos por su título.",
        f"Só {knowledge.told} de {knowledge.of} trechos dos seus documentos vão junto: primeiro as perguntas, "
        "depois os documentos pelo título.",
    )


def _texts(target: Target, source: Source) -> Iterator[Loss]:
    """What becomes of variables and of what should not be in a text at all."""
    blueprint = source.blueprint
    wording = Wording(blueprint, blueprint.main_language)
    able = frozenset(called_there(target, source))
    script = script_of(blueprint, wording, source.knowledge.text, able)
    if wording.filtered:
        yield from _from_table("channel.filters", target)
    if wording.renamed:
        yield from _from_table("channel.variables", target)
    if scrub_text(script.whole) != script.whole:
        yield from _from_table("channel.secrets", target)
    if script.cut:
        yield from _from_table("channel.long_prompt", target)
    if target is Target.RETELL_FLOW:
        layout = layout_of(blueprint, wording)
        if layout.cut:
            (long,) = _from_table("channel.long_flow", target)
            yield replace(long, blocking=True)
        if layout.shallow:
            yield from _from_table("channel.deep_flow", target)


def _reached(blueprint: Blueprint) -> Iterator[tuple[str, Node]]:
    reached = Graph(blueprint).reached
    for flow in blueprint.flows:
        for node in flow.nodes:
            if (flow.id, node.id) in reached:
                yield flow.id, node


def _nodes(target: Target, source: Source) -> Iterator[Loss]:
    for flow_id, node in _reached(source.blueprint):
        yield from _node(target, source, flow_id, node)


def _function(target: Target, source: Source, data: ToolCallData) -> OwnTool | None:
    """The tool that a step calls, where the platform calls it by itself: where the agent is taken there by hand."""
    own = source.tools.get(data.tool)
    if own is None or source.hook or target is not Target.RETELL_FLOW:
        return None
    called = function_of(own.tool, data, Wording(source.blueprint, source.language))
    return own if called is not None else None


def _uncalled(target: Target, source: Source) -> bool:
    """Whether a granted tool is not called there wherever it is here."""
    if source.calls_us and target in CALLING:
        return False
    called: set[str] = set()
    for _, node in _reached(source.blueprint):
        match node.data:
            case ToolCallData() as data if _function(target, source, data) is not None:
                called.add(data.tool)
            case AiAnswerData() as data if data.tools:
                return True
            case _:
                pass
    return any(tool.name not in called for tool in source.blueprint.tools)


def _called(data: ToolCallData, own: OwnTool, place: tuple[str, Node]) -> Loss:
    name = own.tool.label or data.tool
    signs = (
        " Type its sign-in in the headers of the function there.",
        " Escriba allí su acceso en las cabeceras de la función.",
        " Digite lá a entrada dela nos cabeçalhos da função.",
    )
    en, es, pt = signs if own.signs_in else ("", "", "")
    return Loss(
        f"node.{place[1].kind}",
        "changed",
        f"Retell calls “{name}” by itself and its model fills in what goes in the body; nothing is recorded here.{en}",
        f"Retell llama por sí mismo a «{name}» y su modelo rellena lo que va en el cuerpo; aquí no se registra.{es}",
        f"O Retell chama “{name}” por conta própria e o modelo dele preenche o que vai no corpo; aqui nada é registrado.{pt}",
        flow_id=place[0],
        node_id=place[1].id,
        node_name=place[1].name,
    )


def _tool_lost(
    target: Target, source: Source, feature: str, place: tuple[str, Node] | None = None
) -> Iterator[Loss]:
    """A tool that is not called there: where it could be, because the platform does not reach us."""
    for loss in _from_table(feature, target, place):
        if target in CALLING and source.hook and not source.reachable:
            yield replace(
                loss,
                how="lost",
                en="Retell cannot reach Centralita to run tools: its public address must begin with https:// and be "
                "reachable from the internet. Its model is told that it cannot do this.",
                es="Retell no llega a Centralita para usar herramientas: su dirección pública debe empezar por https:// "
                "y ser accesible desde internet. A su modelo se le dice que no puede.",
                pt="O Retell não consegue acessar o Centralita para usar ferramentas: o endereço público precisa começar "
                "com https:// e ser acessível pela internet. O modelo dele é avisado de que não pode.",
            )
        else:
            yield loss


def _node(target: Target, source: Source, flow_id: str, node: Node) -> Iterator[Loss]:
    blueprint = source.blueprint
    place = (flow_id, node)
    data = node.data
    if isinstance(data, ToolCallData) and (own := _function(target, source, data)) is not None:
        yield _called(data, own, place)
        return
    if isinstance(data, ToolCallData) and target in NATIVE:
        called = data.tool in called_there(target, source)
        told = _from_table("tool.called", target, place)
        yield from told if called else _tool_lost(target, source, f"node.{node.kind}", place)
        return
    if isinstance(data, HandoffData) and target in NATIVE:
        yield from _handoff(target, blueprint, place, data)
        return
    if isinstance(data, TransferData) and data.target == "agent":
        yield from _from_table("node.transfer_agent", target, place)
        return
    if isinstance(data, DecideData) and data.by == "intent" and target not in NATIVE:
        return
    yield from _from_table(f"node.{node.kind}", target, place)
    if isinstance(data, AskData):
        if data.input.type == "file":
            yield from _from_table("channel.attachments", target, place)
        elif data.input.type == "choice":
            yield from _from_table("channel.buttons", target, place)


def _handoff(
    target: Target, blueprint: Blueprint, place: tuple[str, Node], data: HandoffData
) -> Iterator[Loss]:
    if main_number(blueprint.business):
        yield from _from_table("node.handoff", target, place)
        if data.urgent:
            yield from _from_table("channel.emergency_person", target, place)
        return
    lost = next(_from_table("node.handoff_nobody", target, place))
    if not data.urgent:
        yield lost
        return
    yield Loss(
        "channel.emergency_person",
        "lost",
        "Who must have a person reaches nobody: write the telephone of the business in its profile.",
        "Quien necesita una persona no llega a nadie: anote el teléfono del negocio en su perfil.",
        "Quem precisa de uma pessoa não chega a ninguém: anote o telefone do negócio no perfil.",
        safety=True,
        blocking=True,
        flow_id=lost.flow_id,
        node_id=lost.node_id,
        node_name=lost.node_name,
    )
