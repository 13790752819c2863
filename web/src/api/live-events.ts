export type LiveEvent = { type: string } & Record<string, unknown>;

const listeners = new Set<(event: LiveEvent) => void>();

/** What the stream of the organization told, for those to whom "read it again" is not enough. */
export const liveEvents = {
  tell: (event: LiveEvent): void => listeners.forEach((hear) => hear(event)),
  listen(hear: (event: LiveEvent) => void): () => void {
    listeners.add(hear);
    return () => void listeners.delete(hear);
  },
};
