import type { OpenLine } from "./line";

/** The platforms whose calls this page can join. Each client is fetched when somebody presses the button. */
export const LINES: Record<string, () => Promise<OpenLine>> = {
  elevenlabs: async () => {
    const [{ openElevenLabsLine }, { openSound }] = await Promise.all([import("./elevenlabs-line"), import("./sound-here")]);
    return (call, events) => openElevenLabsLine(call, events, openSound);
  },
  retell: async () => (await import("./retell-line")).openRetellLine,
  sandbox: async () => (await import("./sandbox-line")).openSandboxLine,
};
