import type { Script } from "./api";

/** Any value that JSON has: what a tool answers, an argument, a variable. */
export type Value = NonNullable<Script["variables"]>[string];

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** A value as one types it: text as it is, everything else, and text that would be read as something else, as JSON. Nothing is null. */
export function writtenValue(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" && value !== "" && !isJson(value) ? value : JSON.stringify(value);
}

/** What was typed, as the value that it stands for. */
export function readValue(text: string): Value {
  if (text === "") return null;
  return (isJson(text) ? JSON.parse(text) : text) as Value;
}
