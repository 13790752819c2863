import type { AgentBlueprint, FlowNode, GrantedTool, Variable } from "../../blueprint";
import { mainLanguage } from "../../blueprint";
import { namedIn } from "../flow";
import type { NodeKind, Schema } from "../node-kinds";
import { isSound, misfit } from "./fits";

/** What copied steps need of the agent that they come from, so that they mean the same in another. */
export interface Luggage {
  /** The language that their texts are whole in; empty where nobody wrote it down. */
  language: string;
  variables: Variable[];
  /** Tools by their names, which are the same wherever they are granted. */
  tools: string[];
  sources: { id: string; name: string }[];
}

const MOST = { variables: 300, names: 100, text: 200, value: 4_000 };
const NAME = /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}\p{N}_]+){0,3}$/u;
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/;

const textsOf = (value: unknown): string[] => (typeof value === "string" ? [value] : Array.isArray(value) ? value.flatMap(textsOf) : []);

export function luggageOf(blueprint: AgentBlueprint, nodes: readonly FlowNode[]): Luggage {
  const named = new Set(nodes.flatMap(({ data }) => [...namedIn(data)]));
  const asked = new Set(nodes.flatMap(({ data }) => [...textsOf(data.tool), ...textsOf(data.tools)]));
  const searched = new Set(nodes.flatMap(({ data }) => textsOf(data.sources)));
  return {
    language: mainLanguage(blueprint),
    variables: blueprint.variables.filter(({ name }) => named.has(name)),
    tools: blueprint.tools.flatMap(({ name }) => (asked.has(name) ? [name] : [])),
    sources: blueprint.knowledge.filter(({ id }) => searched.has(id)).map(({ id, name }) => ({ id, name })),
  };
}

type Loose = Record<string, unknown>;
const isText = (value: unknown, most = MOST.text): value is string => typeof value === "string" && value.length <= most && isSound(value);
const list = (value: unknown, most: number): unknown[] => (Array.isArray(value) ? value.slice(0, most) : []);
const isObject = (value: unknown): value is Loose => typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads what came along. What is not as it should be stays behind: the steps themselves are whole without it. */
export function readLuggage(given: Loose): Luggage {
  const variable = (one: unknown): Variable[] => {
    if (!isObject(one) || !isText(one.name, 120) || !NAME.test(one.name) || !isText(one.label) || !isText(one.description)) return [];
    const value = one.default ?? null;
    return isText(JSON.stringify(value), MOST.value) ? [{ name: one.name, label: one.label, description: one.description, default: value }] : [];
  };
  return {
    language: typeof given.language === "string" && LANGUAGE.test(given.language) ? given.language : "",
    variables: list(given.variables, MOST.variables).flatMap(variable),
    tools: list(given.tools, MOST.names).filter((name): name is string => isText(name, 64)),
    sources: list(given.sources, MOST.names).flatMap((one) => (isObject(one) && isText(one.id, 64) && isText(one.name) ? [{ id: one.id, name: one.name }] : [])),
  };
}

const base = (language: string): string => language.split("-")[0] ?? language;
const filled = (value: unknown): boolean => value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);

/**
 * Texts as the agent's form can show them: those of languages that it speaks, and where its main language has none, the
 * words of the language that they came from, which are then to be translated. Tells how many.
 */
export function spokenHere(nodes: readonly FlowNode[], kinds: readonly NodeKind[], from: string, blueprint: AgentBlueprint): { nodes: FlowNode[]; foreign: number } {
  const main = mainLanguage(blueprint);
  let foreign = 0;
  const settle = (texts: Loose): Loose => {
    const own = Object.fromEntries(Object.entries(texts).filter(([language]) => blueprint.languages.some((one) => base(one) === base(language))));
    if (Object.entries(own).some(([language, text]) => base(language) === base(main) && filled(text))) return own;
    const words = [texts[from], ...Object.values(texts)].find(filled);
    if (words === undefined) return own;
    foreign += 1;
    return { ...own, [main]: words };
  };
  const settled = nodes.map((node) => {
    const schema = kinds.find(({ kind }) => kind === node.kind)?.data_schema;
    return schema ? { ...node, data: eachTexts(schema, node.data, schema, settle) as Loose } : node;
  });
  return { nodes: settled, foreign };
}

/** A value of a schema's shape with every map of texts by language in it changed. */
function eachTexts(schema: Schema, value: unknown, root: Schema, change: (texts: Loose) => Loose): unknown {
  if (schema.$ref) {
    const definition = root.$defs?.[schema.$ref.replace("#/$defs/", "")];
    return definition ? eachTexts(definition, value, root, change) : value;
  }
  const ways = schema.anyOf ?? schema.oneOf;
  if (ways) {
    const way = ways.find((one) => misfit(one, value, root) === undefined);
    return way ? eachTexts(way, value, root, change) : value;
  }
  if (Array.isArray(value)) return schema.items ? value.map((one) => eachTexts(schema.items as Schema, one, root, change)) : value;
  if (!isObject(value)) return value;
  if (schema.patternProperties && !schema.properties) return change(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const known = schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
      return [key, known ? eachTexts(known, inner, root, change) : inner];
    }),
  );
}

/** The blueprint with the variables that came along; one that it declares itself stays its own. */
export function withVariables(blueprint: AgentBlueprint, variables: readonly Variable[]): AgentBlueprint {
  const known = new Set(blueprint.variables.map(({ name }) => name));
  const fresh = variables.filter(({ name }) => !known.has(name));
  return fresh.length > 0 ? { ...blueprint, variables: [...blueprint.variables, ...fresh].slice(0, MOST.variables) } : blueprint;
}

/** What the steps use and the agent was not given. */
export const notGranted = (blueprint: AgentBlueprint, { tools, sources }: Luggage) => ({
  tools: tools.filter((name) => !blueprint.tools.some((one) => one.name === name)),
  sources: sources.filter(({ id }) => !blueprint.knowledge.some((one) => one.id === id)),
});

/** The blueprint with what was offered. */
export const granted = (blueprint: AgentBlueprint, tools: readonly GrantedTool[], sources: readonly { id: string; name: string }[]): AgentBlueprint => ({
  ...blueprint,
  tools: [...blueprint.tools, ...tools.filter(({ name }) => !blueprint.tools.some((one) => one.name === name))],
  knowledge: [...blueprint.knowledge, ...sources.filter(({ id }) => !blueprint.knowledge.some((one) => one.id === id))],
});
