"""What each target can express of what the engine can, as data: kept, changed or lost, and the sentence that says so."""

from dataclasses import dataclass
from typing import Final, Literal

from centralita.studio.deployments.domain.target import Target

How = Literal["kept", "changed", "lost"]


@dataclass(frozen=True, slots=True)
class Support:
    """What becomes of a feature at a target. The sentences are empty where it is kept."""

    how: How
    en: str = ""
    es: str = ""
    pt: str = ""


@dataclass(frozen=True, slots=True)
class Feature:
    """A thing the engine can do. Where a safety item would be lost, nothing is published."""

    safety: bool
    support: dict[Target, Support]


KEPT: Final = Support("kept")
_BRAINS: Final = (Target.RETELL_BRAIN, Target.ELEVENLABS_BRAIN, Target.SANDBOX)
_NATIVES: Final = (Target.RETELL_NATIVE, Target.RETELL_FLOW, Target.ELEVENLABS_NATIVE)


def _changed(en: str, es: str, pt: str) -> Support:
    return Support("changed", en, es, pt)


def _lost(en: str, es: str, pt: str) -> Support:
    return Support("lost", en, es, pt)


def _row(
    brain: Support = KEPT,
    native: Support = KEPT,
    *,
    flow: Support | None = None,
    safety: bool = False,
    but: dict[Target, Support] | None = None,
) -> Feature:
    support = dict.fromkeys(_BRAINS, brain) | dict.fromkeys(_NATIVES, native) | (but or {})
    if flow is not None:
        support[Target.RETELL_FLOW] = flow
    return Feature(safety, support)


_AS_INSTRUCTION: Final = _changed(
    "The platform's model is told to do this; nothing makes sure that it does.",
    "Se le indica al modelo de la plataforma; nada garantiza que lo haga.",
    "O modelo da plataforma recebe essa instrução; nada garante que ele a siga.",
)
_IN_WORDS: Final = _changed(
    "The platform's model says it in its own words.",
    "El modelo de la plataforma lo dice con sus palabras.",
    "O modelo da plataforma diz isso com as próprias palavras.",
)

_HEARD: Final = _changed(
    "The platform's model hears it at any moment and follows; nothing makes sure that it does.",
    "El modelo de la plataforma lo oye en cualquier momento y lo sigue; nada lo garantiza.",
    "O modelo da plataforma ouve isso a qualquer momento e segue; nada garante.",
)
_UNANNOUNCED: Final = _changed(
    "The call is passed on without announcing it to whoever answers.",
    "La llamada se pasa sin anunciarla a quien contesta.",
    "A ligação é passada sem anunciá-la a quem atende.",
)

_BY_HEART: Final = _changed(
    "The platform's model answers from your documents as they were given along; it does not name where it stands.",
    "El modelo de la plataforma responde con los documentos que se le dieron; no dice dónde está.",
    "O modelo da plataforma responde com os documentos que recebeu; não diz onde está o trecho.",
)

NODES: Final[dict[str, Feature]] = {
    "say": _row(native=_IN_WORDS, flow=KEPT),
    "ask": _row(
        native=_changed(
            "The platform's model asks, and judges by itself whether the answer is in the right form.",
            "Pregunta el modelo de la plataforma y decide por sí mismo si la respuesta tiene la forma correcta.",
            "Quem pergunta é o modelo da plataforma, e ele decide sozinho se a resposta tem a forma certa.",
        )
    ),
    "decide": _row(
        native=_AS_INSTRUCTION,
        flow=_changed(
            "Conditions on variables are worked out as texts; all else is judged by the platform's model.",
            "Las condiciones sobre variables se calculan como textos; lo demás lo juzga el modelo de la plataforma.",
            "As condições sobre variáveis são calculadas como textos; o resto é avaliado pelo modelo da plataforma.",
        ),
    ),
    "set": _row(native=_AS_INSTRUCTION),
    "extract": _row(native=_AS_INSTRUCTION),
    "ai_answer": _row(
        native=_changed(
            "The platform's own model answers instead of yours; limits of messages are not kept.",
            "Responde el modelo de la plataforma en lugar del suyo; no se aplican los límites de mensajes.",
            "Quem responde é o modelo da plataforma no lugar do seu; os limites de mensagens não se aplicam.",
        )
    ),
    "knowledge_answer": _row(native=_BY_HEART),
    "tool_call": _row(
        native=_lost(
            "Tools run in Centralita only: the platform's model is told that it cannot do this.",
            "Las herramientas solo funcionan en Centralita: al modelo de la plataforma se le dice que no puede.",
            "As ferramentas só funcionam no Centralita: o modelo da plataforma é avisado de que não pode.",
        )
    ),
    "transfer": _row(
        brain=_UNANNOUNCED,
        flow=_UNANNOUNCED,
        native=_changed(
            "The platform's model passes the call on when it judges that it should.",
            "El modelo de la plataforma pasa la llamada cuando le parece que debe.",
            "O modelo da plataforma passa a ligação quando acha que deve.",
        ),
    ),
    "transfer_agent": _row(
        brain=_lost(
            "A call cannot be passed to another agent.",
            "Una llamada no se puede pasar a otro agente.",
            "Uma ligação não pode ser passada para outro agente.",
        ),
        native=_lost(
            "A call cannot be passed to another agent.",
            "Una llamada no se puede pasar a otro agente.",
            "Uma ligação não pode ser passada para outro agente.",
        ),
    ),
    "handoff": _row(
        native=_changed(
            "Your inbox cannot speak in this call: it is passed to the telephone of the business.",
            "Su bandeja no puede hablar en esta llamada: se pasa al teléfono del negocio.",
            "Sua caixa de entrada não pode falar nesta ligação: ela é passada para o telefone do negócio.",
        )
    ),
    "handoff_nobody": _row(
        native=_lost(
            "Nobody can be reached: the call is not passed on, as the business has no telephone written down.",
            "No se llega a nadie: la llamada no se pasa, porque el negocio no tiene ningún teléfono anotado.",
            "Não se chega a ninguém: a ligação não é passada, porque o negócio não tem telefone anotado.",
        )
    ),
    "wait": _row(
        native=_lost(
            "Waiting for a time is left out.",
            "La espera de un tiempo se omite.",
            "A espera de um tempo fica de fora.",
        ),
    ),
    "go_to_flow": _row(native=_AS_INSTRUCTION, flow=KEPT),
    "split": _row(
        native=_lost(
            "Shares cannot be drawn: the first way is always taken.",
            "No se pueden repartir las conversaciones: siempre se sigue el primer camino.",
            "Não dá para dividir as conversas: sempre se segue o primeiro caminho.",
        )
    ),
    "rate": _row(
        native=_changed(
            "The platform's model asks for the score; it is not counted in the reports.",
            "El modelo de la plataforma pide la nota; no se cuenta en los informes.",
            "O modelo da plataforma pede a nota; ela não conta nos relatórios.",
        )
    ),
    "end": _row(
        native=_changed(
            "The platform's model hangs up when it judges that the talk is over; your outcome is not kept.",
            "El modelo de la plataforma cuelga cuando le parece que ha terminado; no se guarda su resultado.",
            "O modelo da plataforma desliga quando acha que a conversa terminou; o resultado que você definiu não é guardado.",
        ),
        flow=_changed(
            "It hangs up here; your outcome is not kept.",
            "Aquí cuelga; no se guarda su resultado.",
            "Aqui ela desliga; o resultado que você definiu não é guardado.",
        ),
    ),
}

INTERRUPTS: Final[dict[str, Feature]] = {
    "person": _row(native=_AS_INSTRUCTION, flow=_HEARD),
    "restart": _row(native=_AS_INSTRUCTION, flow=_HEARD),
    "stop": _row(
        native=_changed(
            "The platform's model is told to end the call; what was said is checked by us as it arrives.",
            "Se indica al modelo de la plataforma que termine la llamada; lo dicho lo comprobamos al llegar.",
            "O modelo da plataforma recebe a instrução de encerrar a ligação; nós conferimos o que foi dito quando chega.",
        )
    ),
    "language": _row(
        brain=_changed(
            "The platform goes on listening and speaking with the voice of the first language.",
            "La plataforma sigue escuchando y hablando con la voz del primer idioma.",
            "A plataforma continua ouvindo e falando com a voz do primeiro idioma.",
        ),
        native=_AS_INSTRUCTION,
        but={Target.SANDBOX: KEPT},
    ),
}

SETTINGS: Final[dict[str, Feature]] = {
    "model": _row(
        native=_changed(
            "The platform's own model is used, not the one that you chose.",
            "Se usa el modelo de la plataforma, no el que usted eligió.",
            "É usado o modelo da plataforma, não o que você escolheu.",
        )
    ),
    "fallback_model": _row(
        native=_lost("There is no second model.", "No hay un segundo modelo.", "Não há um segundo modelo."),
    ),
    "temperature": _row(),
    "max_tokens": _row(
        native=_lost(
            "The length of an answer has no limit.",
            "La longitud de una respuesta no tiene límite.",
            "O tamanho de uma resposta não tem limite.",
        ),
        but={Target.ELEVENLABS_NATIVE: KEPT},
    ),
    "guardrails": _row(
        native=_lost(
            "Limits of messages, steps and tool rounds hold in Centralita only; the limit of minutes is kept.",
            "Los límites de mensajes, pasos y rondas solo valen en Centralita; el de minutos se mantiene.",
            "Os limites de mensagens, passos e rodadas só valem no Centralita; o de minutos é mantido.",
        )
    ),
    "phone_region": _row(),
    "model_connected": _row(
        native=_changed(
            "You have no model connected; here the platform's own model answers.",
            "No tiene ningún modelo conectado; aquí responde el de la plataforma.",
            "Você não tem modelo de linguagem conectado; aqui quem responde é o da plataforma.",
        )
    ),
}

TOOLS: Final[dict[str, Feature]] = {
    "tool": NODES["tool_call"],
    "called": _row(
        native=_changed(
            "The platform's model calls the tool when it judges that it should; it runs in Centralita, with its approval "
            "and its record.",
            "El modelo de la plataforma llama a la herramienta cuando le parece; se ejecuta en Centralita, con su visto "
            "bueno y su registro.",
            "O modelo da plataforma chama a ferramenta quando acha que deve; ela é executada no Centralita, com a "
            "aprovação e o registro de sempre.",
        ),
        flow=_changed(
            "The tool is called here and runs in Centralita, with its approval and its record; what the step takes from "
            "variables, the platform's model fills in.",
            "La herramienta se llama aquí y se ejecuta en Centralita, con su visto bueno y su registro; lo que el paso toma "
            "de variables lo rellena el modelo de la plataforma.",
            "A ferramenta é chamada aqui e executada no Centralita, com a aprovação e o registro de sempre; o que o passo "
            "pega de variáveis quem preenche é o modelo da plataforma.",
        ),
    ),
}

CHANNEL: Final[dict[str, Feature]] = {
    "ai_disclosure": _row(safety=True),
    "recording_notice": _row(safety=True),
    "opt_out": _row(
        native=_changed(
            "The model is told to obey “do not call me again”; we enter it when the call has ended.",
            "Se indica al modelo que respete «no me llamen más»; lo anotamos cuando acaba la llamada.",
            "O modelo recebe a instrução de respeitar “não me ligue mais”; anotamos o pedido quando a ligação termina.",
        ),
        flow=_changed(
            "The platform's model hears “do not call me again” at any moment and hangs up; we enter it after that.",
            "El modelo de la plataforma oye «no me llamen más» en cualquier momento y cuelga; después lo anotamos.",
            "O modelo da plataforma ouve “não me ligue mais” a qualquer momento e desliga; depois anotamos o pedido.",
        ),
        safety=True,
    ),
    "emergency_person": _row(
        native=_changed(
            "Who must have a person is passed to the telephone of the business.",
            "Quien necesita una persona pasa al teléfono del negocio.",
            "Quem precisa de uma pessoa é passado para o telefone do negócio.",
        ),
        safety=True,
    ),
    "max_duration": _row(safety=True),
    "buttons": _row(
        brain=_changed(
            "Choices are spoken, not shown.",
            "Las opciones se dicen, no se muestran.",
            "As opções são faladas, não mostradas.",
        ),
        native=_changed(
            "Choices are spoken, not shown.",
            "Las opciones se dicen, no se muestran.",
            "As opções são faladas, não mostradas.",
        ),
    ),
    "attachments": _row(
        brain=_lost(
            "Nobody can send a file in a call.",
            "En una llamada no se puede enviar un archivo.",
            "Em uma ligação não dá para enviar um arquivo.",
        ),
        native=_lost(
            "Nobody can send a file in a call.",
            "En una llamada no se puede enviar un archivo.",
            "Em uma ligação não dá para enviar um arquivo.",
        ),
    ),
    "knowledge": _row(
        native=_changed(
            "What your questions and documents say goes along as text; changes follow within half an hour.",
            "Lo que dicen sus preguntas y documentos va con él como texto; los cambios llegan en media hora.",
            "O que suas perguntas e documentos dizem vai junto como texto; as alterações chegam em meia hora.",
        )
    ),
    "knowledge_cut": _row(
        native=_lost(
            "Not all passages of your documents fit into its prompt.",
            "No todos los pasajes de sus documentos caben en su prompt.",
            "Nem todos os trechos dos seus documentos cabem no prompt dele.",
        )
    ),
    "business_hours": _row(
        native=_changed(
            "The model knows the weekly hours and works out by itself whether it is open.",
            "El modelo conoce el horario semanal y deduce por sí mismo si está abierto.",
            "O modelo conhece o horário da semana e deduz sozinho se está aberto.",
        )
    ),
    "languages": _row(
        native=_changed(
            "The texts of the first language are given; the model translates for the others.",
            "Se dan los textos del primer idioma; el modelo traduce a los demás.",
            "São enviados os textos do primeiro idioma; o modelo traduz para os outros.",
        ),
    ),
    "filters": _row(
        native=_changed(
            "A variable with a filter is inserted without it.",
            "Una variable con filtro se inserta sin él.",
            "Uma variável com filtro é inserida sem ele.",
        )
    ),
    "variables": _row(
        native=_changed(
            "Names of variables have only letters, digits and underscores there.",
            "Allí los nombres de variables solo llevan letras, cifras y guiones bajos.",
            "Lá os nomes de variáveis só têm letras, números e sublinhados.",
        )
    ),
    "secrets": _row(
        native=_changed(
            "What looks like a key or password in the texts is not given to the platform.",
            "Lo que parece una clave o contraseña en los textos no se entrega a la plataforma.",
            "O que parece uma chave ou senha nos textos não é entregue à plataforma.",
        )
    ),
    "long_prompt": _row(
        native=_lost(
            "The flow is too long for one prompt: its last steps are cut off.",
            "El flujo es demasiado largo para un solo prompt: se cortan sus últimos pasos.",
            "O fluxo é longo demais para um só prompt: os últimos passos são cortados.",
        ),
        flow=KEPT,
    ),
    "long_flow": _row(
        flow=_lost(
            "The flow has too many steps for the platform's own: let Centralita think, or make it shorter.",
            "El flujo tiene demasiados pasos para el de la plataforma: deje pensar a Centralita o acórtelo.",
            "O fluxo tem passos demais para o da plataforma: deixe o Centralita pensar ou encurte-o.",
        )
    ),
    "deep_flow": _row(
        flow=_changed(
            "A flow that goes to itself again and again does not come back from all of its turns.",
            "Un flujo que va a sí mismo una y otra vez no vuelve de todas sus vueltas.",
            "Um fluxo que vai para si mesmo várias vezes não volta de todas as voltas.",
        )
    ),
}

TABLE: Final[dict[str, Feature]] = {
    **{f"node.{name}": feature for name, feature in NODES.items()},
    **{f"interrupt.{name}": feature for name, feature in INTERRUPTS.items()},
    **{f"setting.{name}": feature for name, feature in SETTINGS.items()},
    **{f"tool.{name}": feature for name, feature in TOOLS.items()},
    **{f"channel.{name}": feature for name, feature in CHANNEL.items()},
}
