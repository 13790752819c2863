import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from "react";
import type { TraceEntry } from "@/features/trace";

/** One step that a conversation came to. */
export interface Passed {
  flow: string;
  node: string;
}

/** The way that the test conversation has taken so far, or one of before that is shown instead: the canvas lights it. */
class RunPath {
  private steps: readonly Passed[] = [];
  private shown: readonly Passed[] | undefined;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly read = (): readonly Passed[] => this.shown ?? this.steps;

  /** Shows a way instead of the test's, until it is called with nothing. */
  show(steps: readonly Passed[] | undefined): void {
    this.shown = steps;
    this.listeners.forEach((notify) => notify());
  }

  tell(steps: readonly Passed[]): void {
    if (steps.length === this.steps.length && steps.every((step, index) => step.node === this.steps[index]?.node && step.flow === this.steps[index]?.flow)) return;
    this.steps = steps;
    this.listeners.forEach((notify) => notify());
  }
}

const RunPathContext = createContext<RunPath | null>(null);

export function RunPathProvider({ children }: { children: ReactNode }) {
  const path = useMemo(() => new RunPath(), []);
  return <RunPathContext value={path}>{children}</RunPathContext>;
}

const NOTHING = { subscribe: () => () => undefined, read: (): readonly Passed[] => NONE };
const NONE: readonly Passed[] = [];

export function useRunPath(): readonly Passed[] {
  const path = useContext(RunPathContext) ?? NOTHING;
  return useSyncExternalStore(path.subscribe, path.read);
}

/** Tells the way of the conversation that is shown, for as long as it is. */
export function useTellRunPath(traces: ReadonlyMap<number, TraceEntry[]>): void {
  const path = useContext(RunPathContext);
  useEffect(() => path?.tell(passed(traces)), [path, traces]);
  useEffect(() => () => path?.tell(NONE), [path]);
}

/** Shows the way of a conversation of before, for as long as whoever calls is there. */
export function useShowRunPath(steps: readonly Passed[] | undefined): void {
  const path = useContext(RunPathContext);
  useEffect(() => {
    path?.show(steps);
    return () => path?.show(undefined);
  }, [path, steps]);
}

/** The steps of a conversation in their order. */
export function passed(traces: ReadonlyMap<number, TraceEntry[]>): Passed[] {
  const entries = [...traces].sort(([one], [other]) => one - other).flatMap(([, list]) => list);
  return entries.flatMap(({ name, node_id, data }) => (name === "node" && node_id && typeof data.flow === "string" ? [{ flow: data.flow, node: node_id }] : []));
}
