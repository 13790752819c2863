"""Problems in words, in the languages of the dashboard."""

from __future__ import annotations

from collections.abc import Mapping

from centralita.engine import titles
from centralita.engine.inspection import Problem
from centralita.engine.values import Value, shown

_SENTENCES: dict[str, dict[str, str]] = {
    "argument_missing": {
        "es": "«{node}» no da a la herramienta {tool} el dato {argument}, que es obligatorio.",
        "en": "“{node}” does not give the tool {tool} its argument {argument}, which it needs.",
        "pt": "“{node}” não dá à ferramenta {tool} o dado {argument}, que é obrigatório.",
    },
    "branch_without_condition": {
        "es": "La rama «{branch}» de «{node}» no tiene condición.",
        "en": "The branch “{branch}” of “{node}” has no condition.",
        "pt": "O ramo “{branch}” de “{node}” não tem condição.",
    },
    "branch_without_keywords": {
        "es": "Sin modelo conectado, la rama «{branch}» de «{node}» necesita palabras clave.",
        "en": "Without a model connected, the branch “{branch}” of “{node}” needs keywords.",
        "pt": "Sem modelo de linguagem conectado, o ramo “{branch}” de “{node}” precisa de palavras-chave.",
    },
    "edge_from_nowhere": {
        "es": "Hay una conexión ({edge}) que sale de un paso que ya no existe.",
        "en": "A connection ({edge}) comes from a step that does not exist any more.",
        "pt": "Há uma conexão ({edge}) que sai de um passo que não existe mais.",
    },
    "edge_to_nowhere": {
        "es": "La salida «{port}» de «{node}» lleva a un paso que no existe.",
        "en": "The way out “{port}” of “{node}” leads to a step that does not exist.",
        "pt": "A saída “{port}” de “{node}” leva a um passo que não existe.",
    },
    "entry_missing": {
        "es": "El paso inicial del flujo «{flow}» no existe.",
        "en": "The first step of the flow “{flow}” does not exist.",
        "pt": "O primeiro passo do fluxo “{flow}” não existe.",
    },
    "flow_empty": {
        "es": "El flujo «{flow}» no tiene ningún paso.",
        "en": "The flow “{flow}” has no step.",
        "pt": "O fluxo “{flow}” não tem nenhum passo.",
    },
    "flow_names_alike": {
        "es": "Varios flujos se llaman «{flow}».",
        "en": "Several flows are called “{flow}”.",
        "pt": "Vários fluxos se chamam “{flow}”.",
    },
    "flow_unknown": {
        "es": "«{node}» va al flujo {flow}, que no existe o está vacío.",
        "en": "“{node}” goes to the flow {flow}, which does not exist or is empty.",
        "pt": "“{node}” vai para o fluxo {flow}, que não existe ou está vazio.",
    },
    "flow_unreachable": {
        "es": "Ningún paso lleva al flujo «{flow}».",
        "en": "No step leads to the flow “{flow}”.",
        "pt": "Nenhum passo leva ao fluxo “{flow}”.",
    },
    "flows_alike": {
        "es": "Dos flujos tienen el mismo identificador, {flow}.",
        "en": "Two flows have the same id, {flow}.",
        "pt": "Dois fluxos têm o mesmo identificador, {flow}.",
    },
    "length_contradicts": {
        "es": "En «{node}», la respuesta no puede ser tan larga como debe.",
        "en": "At “{node}”, the answer must be longer than it may be.",
        "pt": "Em “{node}”, a resposta deve ser mais longa do que pode.",
    },
    "loop_without_waiting": {
        "es": "Estos pasos dan vueltas sin esperar nunca una respuesta: {nodes}.",
        "en": "These steps go round without ever waiting for an answer: {nodes}.",
        "pt": "Estes passos dão voltas sem nunca esperar uma resposta: {nodes}.",
    },
    "names_alike": {
        "es": "Varios pasos se llaman «{node}».",
        "en": "Several steps are called “{node}”.",
        "pt": "Vários passos se chamam “{node}”.",
    },
    "needs_model_to_keep": {
        "es": "Sin modelo conectado, «{node}» no puede reconocer en lo que se dice: {variables}.",
        "en": "Without a model connected, “{node}” cannot tell these in what is said: {variables}.",
        "pt": "Sem modelo de linguagem conectado, “{node}” não tem como reconhecer no que se diz: {variables}.",
    },
    "no_branches": {
        "es": "«{node}» no tiene ninguna rama.",
        "en": "“{node}” has no branch.",
        "pt": "“{node}” não tem nenhum ramo.",
    },
    "no_end": {
        "es": "La conversación no llega nunca a un final ni a una persona.",
        "en": "The conversation never comes to an end or to a person.",
        "pt": "A conversa nunca chega a um fim nem a uma pessoa.",
    },
    "no_entry": {
        "es": "El agente no tiene por dónde empezar: falta un paso inicial.",
        "en": "The agent has nowhere to begin: it needs a first step.",
        "pt": "O agente não tem por onde começar: falta um primeiro passo.",
    },
    "no_flow": {
        "es": "«{node}» no dice a qué flujo ir.",
        "en": "“{node}” does not say which flow to go to.",
        "pt": "“{node}” não diz para qual fluxo ir.",
    },
    "no_list": {
        "es": "«{node}» no dice de qué lista sale {variable}: escriba ahí solo la lista, como {{{{lista}}}}.",
        "en": "“{node}” does not say which list {variable} is taken from: write the list alone, as {{{{list}}}}.",
        "pt": "“{node}” não diz de que lista sai {variable}: escreva ali só a lista, como {{{{lista}}}}.",
    },
    "no_options": {
        "es": "«{node}» pide elegir, pero no tiene opciones.",
        "en": "“{node}” asks for a choice but has no options.",
        "pt": "“{node}” pede uma escolha, mas não tem opções.",
    },
    "no_target": {
        "es": "«{node}» no dice a qué número o agente transferir.",
        "en": "“{node}” does not say which number or agent to transfer to.",
        "pt": "“{node}” não diz para qual número ou agente transferir.",
    },
    "no_tool": {
        "es": "«{node}» no dice qué herramienta usar.",
        "en": "“{node}” does not say which tool to use.",
        "pt": "“{node}” não diz qual ferramenta usar.",
    },
    "no_weight": {
        "es": "«{node}» reparte entre partes que valen todas cero.",
        "en": "“{node}” splits between shares that are all zero.",
        "pt": "“{node}” divide entre partes que são todas zero.",
    },
    "nodes_alike": {
        "es": "Dos pasos tienen el mismo identificador que «{node}».",
        "en": "Two steps have the same id as “{node}”.",
        "pt": "Dois passos têm o mesmo identificador que “{node}”.",
    },
    "nothing_to_answer_from": {
        "es": "«{node}» no tiene de dónde responder: conecte un modelo o añada conocimiento.",
        "en": "“{node}” has nothing to answer from: connect a model or add knowledge.",
        "pt": "“{node}” não tem de onde responder: conecte um modelo de linguagem ou adicione conhecimento.",
    },
    "nothing_to_keep": {
        "es": "«{node}» no dice qué hay que guardar.",
        "en": "“{node}” does not say what is to be kept.",
        "pt": "“{node}” não diz o que é para guardar.",
    },
    "option_named_as_port": {
        "es": "Una opción de «{node}» usa un identificador reservado; cámbielo.",
        "en": "An option of “{node}” uses a reserved id; change it.",
        "pt": "Uma opção de “{node}” usa um identificador reservado; mude-o.",
    },
    "options_alike": {
        "es": "Dos opciones de «{node}» tienen el mismo identificador.",
        "en": "Two options of “{node}” have the same id.",
        "pt": "Duas opções de “{node}” têm o mesmo identificador.",
    },
    "pattern_broken": {
        "es": "En «{node}», el patrón no es una expresión regular que se pueda usar: sin referencias hacia atrás, y con repeticiones pequeñas.",
        "en": "The pattern of “{node}” is no regular expression that can be used: without back-references, and with small repeats.",
        "pt": "Em “{node}”, o padrão não é uma expressão regular que se possa usar: sem referências para trás e com repetições pequenas.",
    },
    "port_twice": {
        "es": "De la salida «{port}» de «{node}» salen dos conexiones.",
        "en": "Two connections leave the way out “{port}” of “{node}”.",
        "pt": "Da saída “{port}” de “{node}” saem duas conexões.",
    },
    "port_unconnected": {
        "es": "La salida «{port}» de «{node}» no está conectada: ahí se acaba el flujo.",
        "en": "The way out “{port}” of “{node}” is not connected: the flow ends there.",
        "pt": "A saída “{port}” de “{node}” não está conectada: o fluxo termina ali.",
    },
    "port_unknown": {
        "es": "Una conexión sale de «{node}» por «{port}», una salida que ya no tiene.",
        "en": "A connection leaves “{node}” by “{port}”, a way out it does not have any more.",
        "pt": "Uma conexão sai de “{node}” por “{port}”, uma saída que ele não tem mais.",
    },
    "source_unknown": {
        "es": "«{node}» busca en la fuente {source}, que el agente no tiene.",
        "en": "“{node}” searches the source {source}, which the agent does not have.",
        "pt": "“{node}” busca na fonte {source}, que o agente não tem.",
    },
    "template_broken": {
        "es": "No se entiende «{text}»{in_node}. Se escribe así: {{{{nombre}}}}.",
        "en": "“{text}”{in_node} cannot be read. Write it like this: {{{{name}}}}.",
        "pt": "Não se entende “{text}”{in_node}. Escreva assim: {{{{nome}}}}.",
    },
    "text_contradicts_itself": {
        "es": "«{text}»{in_node} contradice «{other}».",
        "en": "“{text}”{in_node} contradicts “{other}”.",
        "pt": "“{text}”{in_node} contradiz “{other}”.",
    },
    "text_contradicts_profile": {
        "es": "«{text}»{in_node} no es lo que dice la ficha del negocio: {told}.",
        "en": "“{text}”{in_node} is not what your business profile says: {told}.",
        "pt": "“{text}”{in_node} não é o que diz o perfil do negócio: {told}.",
    },
    "text_has_secret": {
        "es": "«{field}»{in_node} contiene lo que parece una clave o una contraseña: cualquiera que hable con el agente"
        " podría hacer que la diga.",
        "en": "“{field}”{in_node} holds what looks like a key or a password: whoever talks with the agent could have it"
        " said.",
        "pt": "“{field}”{in_node} contém o que parece uma chave ou uma senha: quem falar com o agente poderia fazer com"
        " que ele a diga.",
    },
    "text_missing": {
        "es": "A «{node}» le falta el texto «{field}».",
        "en": "“{node}” lacks its text “{field}”.",
        "pt": "Falta o texto “{field}” de “{node}”.",
    },
    "text_missing_language": {
        "es": "Falta el texto «{field}»{in_node} en {language}.",
        "en": "The text “{field}”{in_node} is missing in {language}.",
        "pt": "Falta o texto “{field}”{in_node} em {language}.",
    },
    "tool_not_connected": {
        "es": "La herramienta {tool} aún no está conectada: en las conversaciones se sigue sin ella.",
        "en": "The tool {tool} is not connected yet: conversations go on without it.",
        "pt": "A ferramenta {tool} ainda não está conectada: as conversas seguem sem ela.",
    },
    "tool_unknown": {
        "es": "«{node}» usa la herramienta {tool}, que el agente no tiene.",
        "en": "“{node}” uses the tool {tool}, which the agent does not have.",
        "pt": "“{node}” usa a ferramenta {tool}, que o agente não tem.",
    },
    "tools_alike": {
        "es": "Dos herramientas se llaman {tool}.",
        "en": "Two tools are called {tool}.",
        "pt": "Duas ferramentas se chamam {tool}.",
    },
    "unreachable": {
        "es": "A «{node}» no se llega nunca: nada lleva hasta él.",
        "en": "“{node}” is never reached: nothing leads to it.",
        "pt": "Nunca se chega a “{node}”: nada leva até ele.",
    },
    "variable_is_fact": {
        "es": "«{node}» quiere cambiar {variable}, un dato del negocio.",
        "en": "“{node}” wants to change {variable}, a fact of the business.",
        "pt": "“{node}” quer mudar {variable}, um dado do negócio.",
    },
    "variable_unknown": {
        "es": "Nada da valor a la variable {variable}{in_node}: quedará vacía.",
        "en": "Nothing gives the variable {variable}{in_node} a value: it will be empty.",
        "pt": "Nada dá valor à variável {variable}{in_node}: ficará vazia.",
    },
}
_IN_NODE = {"es": " de «{node}»", "en": " of “{node}”", "pt": " de “{node}”"}
CODES = frozenset(_SENTENCES)


def sentence(problem: Problem, language: str) -> str:
    """`problem` in words a person understands, in `language` when it is es, en or pt, else in English."""
    base = language.partition("-")[0]
    base = base if base in _IN_NODE else "en"
    values = {name: shown(value) for name, value in problem.data.items()} | _titled(problem.data, base)
    in_node = _IN_NODE[base].format_map(values) if values.get("node") else ""
    return _SENTENCES[problem.code][base].format_map({**values, "in_node": in_node})


def _titled(data: Mapping[str, Value], language: str) -> dict[str, str]:
    """What is kept by its code, as the forms of the dashboard call it."""
    kind, field, port, nodes = (data.get(name) for name in ("kind", "field", "port", "nodes"))
    told: dict[str, str] = {}
    if isinstance(kind, str):
        told["node"] = titles.step(shown(data.get("node", "")), kind, language)
    if isinstance(field, str):
        told["field"] = (
            titles.step_field(kind, field, language)
            if isinstance(kind, str)
            else titles.agent_field(field, language)
        )
    if isinstance(port, str):
        told["port"] = shown(data.get("label", "")) or titles.way_out(port, language)
    if isinstance(data.get("language"), str):
        told["language"] = titles.tongue(shown(data["language"]), language)
    if isinstance(nodes, list):
        steps = (one for one in nodes if isinstance(one, dict))
        told["nodes"] = ", ".join(
            titles.step(shown(one.get("node", "")), shown(one.get("kind", "")), language) for one in steps
        )
    return told
