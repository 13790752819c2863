import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from "react";
import type { TraceEntry } from "@/features/trace";

/** One step that a conversation came to. */
export interface Passed {
  flow: string;
  node: string;
}

const NONE: readonly Passed[] = [];

/** The way that the test conversation has taken so far, or one of before that is shown instead: the canvas lights it. */
class RunPath {
  private steps: readonly Passed[] = [];
  private shown: readonly Passed[] | undefined;
  private former: readonly Passed[] = NONE;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly read = (): readonly Passed[] => this.shown ?? this.steps;
  readonly readFormer = (): readonly Passed[] => this.former;

  /** Shows a way instead of the test's, beside the one that the same conversation took before, until it is called with nothing. */
  show(steps: readonly Passed[] | undefined, former: readonly Passed[] = NONE): void {
    this.shown = steps;
    this.former = former;
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

const NOTHING = { subscribe: () => () => undefined, read: (): readonly Passed[] => NONE, readFormer: (): readonly Passed[] => NONE };

export function useRunPath(): readonly Passed[] {
  const path = useContext(RunPathContext) ?? NOTHING;
  return useSyncExternalStore(path.subscribe, path.read);
}

/** The way that the conversation which is shown took before; empty where only one is. */
export function useFormerPath(): readonly Passed[] {
  const path = useContext(RunPathContext) ?? NOTHING;
  return useSyncExternalStore(path.subscribe, path.readFormer);
}

/** Tells the way of the conversation that is shown, for as long as it is. */
export function useTellRunPath(traces: ReadonlyMap<number, TraceEntry[]>): void {
  const path = useContext(RunPathContext);
  useEffect(() => path?.tell(passed(traces)), [path, traces]);
  useEffect(() => () => path?.tell(NONE), [path]);
}

/** Shows the way of a conversation of before, and the one that it took before that, for as long as whoever calls is there. */
export function useShowRunPath(steps: readonly Passed[] | undefined, former?: readonly Passed[]): void {
  const path = useContext(RunPathContext);
  useEffect(() => {
    path?.show(steps, former);
    return () => path?.show(undefined);
  }, [path, steps, former]);
}

/** The steps of a conversation in their order. */
export function passed(traces: ReadonlyMap<number, TraceEntry[]>): Passed[] {
  const entries = [...traces].sort(([one], [other]) => one - other).flatMap(([, list]) => list);
  return entries.flatMap(({ name, node_id, data }) => (name === "node" && node_id && typeof data.flow === "string" ? [{ flow: data.flow, node: node_id }] : []));
}

/** The last step that two ways have in common before they part; undefined where one is the other, or nothing is in common. */
export function partingOf(one: readonly Passed[], other: readonly Passed[]): Passed | undefined {
  let at = 0;
  while (at < one.length && at < other.length && one[at]?.node === other[at]?.node && one[at]?.flow === other[at]?.flow) at += 1;
  return at === one.length && at === other.length ? undefined : one[at - 1];
}
