"""What a file says and an agent of ours does not, or says in another way: by node, with the reason. Pure."""

from dataclasses import dataclass, field
from typing import Final, Literal

from centralita.studio.imports.domain.wording import worded

Weight = Literal["lost", "changed"]


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing. `flow` and `node` say where it stood, in the words of whoever drew it."""

    code: str
    flow: str = ""
    node: str = ""
    data: dict[str, str] = field(default_factory=dict)

    @property
    def weight(self) -> Weight:
        """Whether it is gone, or is there in another way."""
        return _WEIGHTS[self.code]


_LOSSES: Final[dict[str, tuple[Weight, str, str, str]]] = {
    "node": (
        "lost",
        "A step of the kind “{kind}” has no counterpart and was passed over.",
        "Un paso del tipo «{kind}» no tiene equivalente y se ha saltado.",
        "Um passo do tipo “{kind}” não tem equivalente e foi pulado.",
    ),
    "source_missing": (
        "lost",
        "It searches the knowledge “{name}”, and nothing of yours is called so: choose another in the agent.",
        "Busca en el conocimiento «{name}», y nada suyo se llama así: elija otro en el agente.",
        "Ele procura no conhecimento “{name}”, e nada seu se chama assim: escolha outro no agente.",
    ),
    "code": (
        "lost",
        "Code is never run: what this step computes has to be drawn again or made a tool.",
        "El código no se ejecuta nunca: lo que calcula este paso hay que dibujarlo o hacerlo herramienta.",
        "Código nunca é executado: o que este passo calcula precisa ser desenhado de novo ou virar ferramenta.",
    ),
    "expression": (
        "lost",
        "The expression “{text}” is more than a value or a sum and was left out.",
        "La expresión «{text}» es más que un valor o una suma y se ha omitido.",
        "A expressão “{text}” é mais que um valor ou uma soma e ficou de fora.",
    ),
    "placeholder": (
        "lost",
        "“{text}” is more than a variable and was left out of the text.",
        "«{text}» es más que una variable y se ha quitado del texto.",
        "“{text}” é mais que uma variável e foi retirado do texto.",
    ),
    "condition": (
        "lost",
        "The condition “{text}” cannot be judged here and never holds.",
        "La condición «{text}» no se puede comprobar aquí y no se cumple nunca.",
        "A condição “{text}” não pode ser verificada aqui e nunca se cumpre.",
    ),
    "condition_told": (
        "changed",
        "The condition “{text}” is in words: a language model decides whether it holds.",
        "La condición «{text}» está en palabras: decide un modelo de lenguaje si se cumple.",
        "A condição “{text}” está em palavras: um modelo de linguagem decide se ela se cumpre.",
    ),
    "question_made": (
        "changed",
        "It asks for an answer without asking anything; a question was put there: “{text}”.",
        "Pide una respuesta sin preguntar nada; se ha puesto una pregunta: «{text}».",
        "Pede uma resposta sem perguntar nada; foi colocada uma pergunta: “{text}”.",
    ),
    "text_made": (
        "changed",
        "The text {name} is not in the files; “{text}” was put there. Give the file with the texts too, or write it.",
        "El texto {name} no está en los archivos; se ha puesto «{text}». Dé también el archivo de textos o escríbalo.",
        "O texto {name} não está nos arquivos; foi colocado “{text}”. Envie também o arquivo de textos ou escreva-o.",
    ),
    "variants": (
        "changed",
        "Of {count} ways to say it, the first is said.",
        "De {count} maneras de decirlo, se dice la primera.",
        "De {count} maneiras de dizer isso, é dita a primeira.",
    ),
    "buttons": (
        "lost",
        "Its buttons ({text}) are not shown here: people write what they want.",
        "Sus botones ({text}) no se muestran aquí: la gente escribe lo que quiere.",
        "Os botões ({text}) não aparecem aqui: as pessoas escrevem o que querem.",
    ),
    "agent_made": (
        "changed",
        "What the agent {text} does is code elsewhere: here a model does it by its description.",
        "Lo que hace el agente {text} es código de otro sitio: aquí lo hace un modelo según su descripción.",
        "O que o agente {text} faz é código de outro lugar: aqui um modelo faz isso pela descrição dele.",
    ),
    "media": (
        "changed",
        "A file to be seen or heard became a link: {text}",
        "Un archivo para ver u oír ha quedado como enlace: {text}",
        "Um arquivo para ver ou ouvir virou link: {text}",
    ),
    "media_gone": (
        "lost",
        "A file to be seen or heard has no address that can be shown.",
        "Un archivo para ver u oír no tiene una dirección que se pueda mostrar.",
        "Um arquivo para ver ou ouvir não tem um endereço que possa ser mostrado.",
    ),
    "link_opened": (
        "changed",
        "It sent the visitor to {text}; now the link is said.",
        "Enviaba al visitante a {text}; ahora se dice el enlace.",
        "Enviava o visitante para {text}; agora o link é dito.",
    ),
    "options_dynamic": (
        "changed",
        "Its options come from the variable {text} while it runs; any answer is taken.",
        "Sus opciones salen de la variable {text} al ejecutarse; se acepta cualquier respuesta.",
        "As opções vêm da variável {text} durante a execução; qualquer resposta é aceita.",
    ),
    "options_cut": (
        "lost",
        "Only the first {limit} options are kept.",
        "Solo se guardan las primeras {limit} opciones.",
        "Só as primeiras {limit} opções são mantidas.",
    ),
    "option_rule": (
        "lost",
        "An option is shown only under a condition; now it is always shown.",
        "Una opción se muestra solo con una condición; ahora se muestra siempre.",
        "Uma opção só aparece sob uma condição; agora aparece sempre.",
    ),
    "validation": (
        "lost",
        "The rule of its answer (“{text}”) was left out.",
        "La regla de su respuesta («{text}») se ha omitido.",
        "A regra da resposta (“{text}”) ficou de fora.",
    ),
    "date_range": (
        "changed",
        "It asks for two days; only one is asked for.",
        "Pide dos días; solo se pide uno.",
        "Pede dois dias; só um é pedido.",
    ),
    "payment": (
        "lost",
        "Payments are not taken here: give people a link to pay.",
        "Aquí no se cobran pagos: dé un enlace para pagar.",
        "Aqui não se recebem pagamentos: dê um link para pagar.",
    ),
    "model_step": (
        "changed",
        "One call of a language model became a step in which the model answers, once for each message.",
        "Una llamada a un modelo de lenguaje es ahora un paso en el que el modelo responde, una vez por mensaje.",
        "Uma chamada a um modelo de linguagem virou um passo em que o modelo responde, uma vez por mensagem.",
    ),
    "instructions_elsewhere": (
        "lost",
        "What its model is told is kept on the other platform: write it into the step.",
        "Lo que se le dice a su modelo está en la otra plataforma: escríbalo en el paso.",
        "O que se diz ao modelo dele está na outra plataforma: escreva no passo.",
    ),
    "model": (
        "changed",
        "The language model “{text}” is not taken over: the agent's own answers.",
        "No se toma el modelo de lenguaje «{text}»: responde el del agente.",
        "O modelo de linguagem “{text}” não é mantido: quem responde é o do agente.",
    ),
    "tool_sign_in": (
        "lost",
        "The tool {tool} signs in with a secret: type it again on its page.",
        "La herramienta {tool} usa un secreto para entrar: vuelva a escribirlo en su página.",
        "A ferramenta {tool} entra com um segredo: digite-o de novo na página dela.",
    ),
    "tool_address": (
        "lost",
        "The tool {tool} has no address that can be called: write it on its page.",
        "La herramienta {tool} no tiene una dirección a la que llamar: escríbala en su página.",
        "A ferramenta {tool} não tem um endereço que possa ser chamado: escreva-o na página dela.",
    ),
    "tool_body": (
        "changed",
        "What the tool {tool} sends is not a JSON object; look at it before you use it.",
        "Lo que envía la herramienta {tool} no es un objeto JSON; revíselo antes de usarla.",
        "O que a ferramenta {tool} envia não é um objeto JSON; confira antes de usá-la.",
    ),
    "tool_answer": (
        "lost",
        "Of the answer of {tool}, “{text}” could not be followed.",
        "De la respuesta de {tool} no se pudo seguir «{text}».",
        "Da resposta de {tool} não foi possível seguir “{text}”.",
    ),
    "tool_elsewhere": (
        "lost",
        "The tool {tool} is known to the other platform only; make it on the page of tools.",
        "La herramienta {tool} solo la conoce la otra plataforma; créela en la página de herramientas.",
        "Só a outra plataforma conhece a ferramenta {tool}; crie-a na página de ferramentas.",
    ),
    "integration": (
        "lost",
        "“{kind}” works with an account of the other platform and was passed over.",
        "«{kind}» trabaja con una cuenta de la otra plataforma y se ha saltado.",
        "“{kind}” funciona com uma conta da outra plataforma e foi pulado.",
    ),
    "other_agent": (
        "lost",
        "It goes on in another agent ({text}) that is not in this file.",
        "Sigue en otro agente ({text}) que no está en este archivo.",
        "Continua em outro agente ({text}) que não está neste arquivo.",
    ),
    "transfer_nowhere": (
        "lost",
        "It passes the call on without a number in the file: write one.",
        "Pasa la llamada sin un número en el archivo: escríbalo.",
        "Passa a ligação sem um número no arquivo: escreva um.",
    ),
    "others": (
        "lost",
        "There are more agents in what you gave ({text}): bring them in one by one.",
        "En lo que ha dado hay más agentes ({text}): tráigalos uno a uno.",
        "Há mais agentes no que você enviou ({text}): traga-os um por um.",
    ),
    "target_missing": (
        "lost",
        "A way out leads to a step that is not in the file.",
        "Una salida lleva a un paso que no está en el archivo.",
        "Uma saída leva a um passo que não está no arquivo.",
    ),
    "knowledge": (
        "changed",
        "Its documents ({text}) are not in the file: it searches what this agent is given.",
        "Sus documentos ({text}) no están en el archivo: busca en lo que se dé a este agente.",
        "Os documentos dele ({text}) não estão no arquivo: ele busca no que este agente receber.",
    ),
    "intent": (
        "changed",
        "The intent “{text}” is told by its examples; with a language model connected, by its description too.",
        "La intención «{text}» se reconoce por sus ejemplos; con un modelo conectado, también por su descripción.",
        "A intenção “{text}” é reconhecida pelos exemplos; com um modelo de linguagem conectado, também pela descrição.",
    ),
    "intent_lost": (
        "lost",
        "What is heard everywhere (“{text}”) is heard only where a step listens for it.",
        "Lo que se oye en todas partes («{text}») se oye solo donde un paso lo escucha.",
        "O que é ouvido em toda parte (“{text}”) só é ouvido onde um passo presta atenção.",
    ),
    "heard_everywhere": (
        "changed",
        "What is heard everywhere (“{text}”) is now a way out of each step of this flow that listens.",
        "Lo que se oye en todas partes («{text}») es ahora una salida de cada paso de este flujo que escucha.",
        "O que é ouvido em toda parte (“{text}”) agora é uma saída de cada passo deste fluxo que presta atenção.",
    ),
    "slot": (
        "lost",
        "“{text}” was picked out of whatever people said, which is not done here: ask for it in a step.",
        "«{text}» se sacaba de lo que la gente dijera, cosa que aquí no se hace: pregúntelo en un paso.",
        "“{text}” era retirado do que as pessoas dissessem, o que não se faz aqui: pergunte em um passo.",
    ),
    "said_before": (
        "changed",
        "What somebody says before it is asked for is not kept: each thing is asked for when its step comes.",
        "Lo que alguien dice antes de que se le pregunte no se guarda: cada cosa se pregunta cuando llega su paso.",
        "O que alguém diz antes de ser perguntado não é guardado: cada coisa é perguntada quando chega o seu passo.",
    ),
    "trigger": (
        "lost",
        "It begins by itself on “{text}”; here a conversation begins at the entry.",
        "Empieza solo con «{text}»; aquí una conversación empieza en la entrada.",
        "Começa sozinho com “{text}”; aqui uma conversa começa na entrada.",
    ),
    "loop": (
        "lost",
        "It repeats steps over a list; here they are done for its first item: have a tool do it for the whole list.",
        "Repite pasos sobre una lista; aquí se hacen con lo primero de ella: que una herramienta lo haga con toda.",
        "Repete passos sobre uma lista; aqui são feitos com o primeiro item: use uma ferramenta para a lista toda.",
    ),
    "one_by_one": (
        "changed",
        "It repeats steps over a list: here one after another, at most {limit} steps for a message.",
        "Repite pasos sobre una lista: aquí uno tras otro, como mucho {limit} pasos por mensaje.",
        "Repete passos sobre uma lista: aqui um após o outro, no máximo {limit} passos por mensagem.",
    ),
    "voice": (
        "lost",
        "How the voice sounds and listens is set where the agent is deployed.",
        "Cómo suena y escucha la voz se ajusta donde se despliega el agente.",
        "Como a voz soa e ouve é ajustado onde o agente é implantado.",
    ),
    "speed": (
        "lost",
        "Waits shorter than a tenth of a second or longer than 30 days are not kept.",
        "No se guardan esperas de menos de una décima de segundo ni de más de 30 días.",
        "Esperas de menos de um décimo de segundo ou de mais de 30 dias não são mantidas.",
    ),
    "language": (
        "lost",
        "Texts in {text} are not kept: this agent is made in one language first.",
        "Los textos en {text} no se guardan: el agente se hace primero en un idioma.",
        "Os textos em {text} não são mantidos: o agente é criado primeiro em um idioma.",
    ),
    "language_foreign": (
        "changed",
        "It speaks “{text}”, which no agent speaks here yet: its texts are kept as they are, to be translated.",
        "Habla «{text}», que aquí aún no habla ningún agente: sus textos se guardan como están, para traducirlos.",
        "Fala “{text}”, que aqui nenhum agente fala ainda: os textos ficam como estão, para serem traduzidos.",
    ),
    "words": (
        "lost",
        "What was to be said here (“{text}”) is not said: write a text into the step.",
        "Lo que había que decir aquí («{text}») no se dice: escriba un texto en el paso.",
        "O que deveria ser dito aqui (“{text}”) não é dito: escreva um texto no passo.",
    ),
    "choosing": (
        "lost",
        "How to choose between its ways (“{text}”) does not fit beside them: write it into the ways.",
        "Cómo elegir entre sus caminos («{text}») no cabe junto a ellos: escríbalo en los caminos.",
        "Como escolher entre os caminhos (“{text}”) não cabe junto deles: escreva isso nos caminhos.",
    ),
    "examples": (
        "changed",
        "The exchange of messages that it gave its model as an example is told in its instructions.",
        "El intercambio de mensajes que daba de ejemplo a su modelo se cuenta en sus instrucciones.",
        "A troca de mensagens que dava de exemplo ao seu modelo é contada nas suas instruções.",
    ),
    "cut": (
        "lost",
        "There is more than fits: {text} is cut at {limit}.",
        "Hay más de lo que cabe: {text} se corta en {limit}.",
        "Há mais do que cabe: {text} é cortado em {limit}.",
    ),
    "setting": (
        "lost",
        "The setting {text} has no counterpart.",
        "El ajuste {text} no tiene equivalente.",
        "A configuração {text} não tem equivalente.",
    ),
    "secret": (
        "lost",
        "Something secret stood here and was taken out: {text}.",
        "Aquí había algo secreto y se ha quitado: {text}.",
        "Aqui havia algo secreto, que foi retirado: {text}.",
    ),
    "parallel": (
        "changed",
        "Several ways go out at once; only the first is followed.",
        "Salen varios caminos a la vez; solo se sigue el primero.",
        "Saem vários caminhos ao mesmo tempo; só o primeiro é seguido.",
    ),
    "one_after_another": (
        "changed",
        "Several ways go out at once; here they are followed one after another.",
        "Salen varios caminos a la vez; aquí se siguen uno tras otro.",
        "Saem vários caminhos ao mesmo tempo; aqui eles são seguidos um após o outro.",
    ),
    "value_unknown": (
        "lost",
        "“{text}” is not known here and was left out: give it a variable, or write it.",
        "«{text}» no se conoce aquí y se ha quitado: dele una variable o escríbalo.",
        "“{text}” não é conhecido aqui e foi retirado: dê a ele uma variável ou escreva-o.",
    ),
    "asked_here": (
        "changed",
        "Somebody of the house was asked by e-mail; here it is asked in the conversation.",
        "Se preguntaba por correo a alguien de la casa; aquí se pregunta en la conversación.",
        "Perguntava-se por e-mail a alguém da casa; aqui se pergunta na conversa.",
    ),
    "status_told": (
        "changed",
        "Which number the answer came with is not known here: 200 stands for one that came, 500 for one that failed.",
        "Aquí no se sabe con qué número llegó la respuesta: 200 es que llegó y 500 que falló.",
        "Aqui não se sabe com que número a resposta veio: 200 quer dizer que veio, e 500 que falhou.",
    ),
    "model_silent": (
        "lost",
        "A language model works something out here without saying it; that is not done: ask for it in a step, or make it a tool.",
        "Un modelo de lenguaje calcula aquí algo sin decirlo, y no se hace: pregúntelo en un paso o hágalo herramienta.",
        "Aqui um modelo de linguagem calcula algo sem dizer, e não se faz: pergunte em um passo ou use uma ferramenta.",
    ),
    "model_sorts": (
        "changed",
        "What its model answered was only compared at “{text}”: there a model now sorts the last message itself.",
        "Lo que respondía su modelo solo se comparaba en «{text}»: ahí un modelo clasifica ahora el último mensaje.",
        "O que o modelo respondia só era comparado em “{text}”: ali um modelo agora classifica a última mensagem.",
    ),
    "way_never_taken": (
        "changed",
        "The way out by “{text}” stood behind one that is always taken, so that it never was: it is left out.",
        "La salida por «{text}» estaba detrás de otra que se toma siempre, así que nunca se tomaba: se ha omitido.",
        "A saída por “{text}” estava atrás de outra que é sempre tomada, então nunca era: ficou de fora.",
    ),
    "every_message": (
        "changed",
        "It runs from the beginning at every message; here it waits for the next message at its end.",
        "Se ejecuta desde el principio con cada mensaje; aquí espera el siguiente mensaje al final.",
        "É executado do começo a cada mensagem; aqui espera a próxima mensagem no final.",
    ),
    "questions": (
        "lost",
        "{text} questions with their answers are knowledge here: write them under Knowledge, Questions.",
        "{text} preguntas con su respuesta son aquí conocimiento: escríbalas en Conocimiento, Preguntas.",
        "{text} perguntas com resposta são conhecimento aqui: escreva-as em Conhecimento, Perguntas frequentes.",
    ),
    "extract": (
        "changed",
        "What its model works out without saying it, the step “Extract” keeps here by the same instructions.",
        "Lo que su modelo calcula sin decirlo lo guarda aquí el paso «Extraer» con las mismas instrucciones.",
        "O que o modelo calcula sem dizer, o passo “Extrair” guarda aqui com as mesmas instruções.",
    ),
    "keys": (
        "lost",
        "It presses keys on the phone, which an agent here does not do.",
        "Pulsa teclas del teléfono, cosa que aquí un agente no hace.",
        "Aperta teclas do telefone, o que um agente não faz aqui.",
    ),
    "message_sent": (
        "lost",
        "It sends a message by SMS or e-mail, which a step here does not do: make it a tool.",
        "Envía un mensaje por SMS o correo, cosa que aquí no hace un paso: hágalo herramienta.",
        "Envia uma mensagem por SMS ou e-mail, o que um passo não faz aqui: transforme isso em ferramenta.",
    ),
    "tool_shape": (
        "changed",
        "{text} sends what a tool needs inside a message of its own; here it is sent alone, so look at what your server reads.",
        "{text} envía lo que necesita una herramienta dentro de un mensaje suyo; aquí va solo: mire qué lee su servidor.",
        "{text} envia o que uma ferramenta precisa dentro de uma mensagem própria; aqui vai sozinho: veja o que seu servidor lê.",
    ),
    "tool_model": (
        "changed",
        "The model there fills in what {tool} needs; here the model of this step does.",
        "Allí el modelo rellena lo que necesita {tool}; aquí lo hace el modelo de este paso.",
        "Lá o modelo preenche o que {tool} precisa; aqui quem faz isso é o modelo deste passo.",
    ),
}
_WEIGHTS: Final[dict[str, Weight]] = {code: weight for code, (weight, *_) in _LOSSES.items()}


def loss_sentence(loss: Loss, language: str) -> str:
    """A loss in words."""
    _, english, spanish, portuguese = _LOSSES[loss.code]
    return worded((english, spanish, portuguese), loss.data, language)
