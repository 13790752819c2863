import { type Argument, type Definition, SLOW_AFTER } from "./api";

/** One thing that is otherwise in the newer of two definitions; '' stands for nothing there. */
export interface Difference {
  field: string;
  /** Which of several: an argument, a header, a language. */
  name: string;
  before: string;
  after: string;
}

type Line = Pick<Difference, "field" | "name"> & { text: string };

/** What is different between two definitions, in the order of the form. */
export function differences(before: Definition, after: Definition): Difference[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const keys = [...new Set([...now.keys(), ...old.keys()])];
  return keys.flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    const line = is ?? was;
    if (!line || was?.text === is?.text) return [];
    return [{ field: line.field, name: line.name, before: was?.text ?? "", after: is?.text ?? "" }];
  });
}

function linesOf(one: Definition): Map<string, Line> {
  const lines = new Map<string, Line>();
  const add = (field: string, text: unknown, name = "") => {
    const shown = Array.isArray(text) ? text.join(", ") : typeof text === "string" ? text : JSON.stringify(text ?? "");
    if (shown === "") return;
    // Two headers of one name are two lines.
    let key = `${field} ${name}`;
    while (lines.has(key)) key += "+";
    lines.set(key, { field, name, text: shown });
  };
  const { request, approval } = one;
  add("description", one.description);
  for (const moment of ["say_first", "say_slow", "say_failed"] as const) for (const [language, text] of Object.entries(one[moment] ?? {})) add(moment, text, language);
  if (one.say_slow && Object.keys(one.say_slow).length > 0) add("slow_after", one.slow_after ?? SLOW_AFTER);
  if (one.waits === false) add("waits", "no");
  for (const [name, schema] of Object.entries(one.parameters.properties ?? {})) add("argument", argument(schema, one.parameters.required?.includes(name) ?? false), name);
  add("kind", request.kind);
  if (request.kind === "http") add("method", request.method);
  add("address", request.address);
  add("remote", request.remote);
  for (const part of ["query", "headers"] as const) for (const pair of request[part]) add(part, pair.value, pair.name);
  for (const field of request.fields) add("fields", field.type === "json" ? `JSON ${field.value}` : field.value, field.name);
  if (request.body !== "none") add("body", request.body);
  if (request.template) add("template", request.template);
  if (request.message) {
    const { message } = request;
    add("to", message.to);
    add("recipient", message.address);
    add("allowed", message.allowed);
    add("sender", message.sender);
    add("subject", message.subject);
    add("text", message.text);
  }
  for (const output of one.outputs) add("output", output.path || "*", output.name);
  add("timeout", one.timeout);
  add("retries", one.retries);
  if (approval) {
    add("approval", approval.when);
    if (approval.when === "rule") for (const rule of approval.rules) add("rule", `${rule.comparison} ${rule.value}`, rule.argument);
    if (approval.when !== "never") {
      add("minutes", approval.minutes);
      add("call_seconds", approval.call_seconds);
    }
  }
  return lines;
}

const argument = ({ type, description, ...rest }: Argument, required: boolean): string =>
  [type, required && "*", description, Object.keys(rest).length > 0 && JSON.stringify(rest)].filter(Boolean).join(" · ");
