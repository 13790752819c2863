import { describe, expect, it } from "vitest";
import { type Means, type Recognition, spokenText, Voice, type VoiceState } from "./voice";

function setting(lacks: (keyof Means)[] = []) {
  const said: string[] = [];
  const heard: string[] = [];
  const states: VoiceState[] = [];
  const lines: Recognition[] = [];
  const hearing: string[] = [];
  let done = () => {};
  let now = 0;
  const means: Means = {
      hear: () => {
        const line: Recognition = { lang: "", interimResults: false, onresult: null, onerror: null, onend: null, start: () => {}, abort: () => line.onend?.() };
        lines.push(line);
        return line;
      },
      say: (text, language, whenDone) => {
        said.push(`${language}: ${text}`);
        done = whenDone;
        return () => said.push("cut");
      },
  };
  const voice = new Voice(
    Object.fromEntries(Object.entries(means).filter(([name]) => !lacks.includes(name as keyof Means))),
    (text) => heard.push(text),
    (state, words) => (words === undefined ? states.push(state) : hearing.push(words)),
    () => now,
  );
  const speak = (text: string, after = 2_000) => {
    const line = lines[lines.length - 1];
    now += after;
    if (text) line?.onresult?.({ results: [[{ transcript: text }]] });
    line?.onend?.();
  };
  return { voice, said, heard, states, lines, hearing, speak, finish: () => done() };
}

describe("a test by voice", () => {
  it("speaks, then listens, in the agent's language", () => {
    const { voice, said, heard, states, lines, speak, finish } = setting();
    voice.turn("**Hola**, vea [la web](https://example.com)", "es");
    expect(said).toEqual(["es: Hola, vea la web"]);
    expect(lines).toHaveLength(0);
    finish();
    expect(lines[0]?.lang).toBe("es");
    speak("quiero una cita");
    expect(heard).toEqual(["quiero una cita"]);
    expect(states).toEqual(["speaking", "listening", "off"]);
  });

  it("goes on listening while nobody speaks, and stops when told to", () => {
    const { voice, heard, states, lines, speak } = setting();
    voice.turn("", "en");
    speak("");
    expect(lines).toHaveLength(2);
    voice.stop();
    expect(lines).toHaveLength(2);
    expect([heard, states]).toEqual([[], ["listening", "off"]]);
  });

  it("says that it may not listen", () => {
    const { voice, states, lines } = setting();
    voice.turn("", "en");
    lines[0]?.onerror?.({ error: "not-allowed" });
    lines[0]?.onend?.();
    expect(states).toEqual(["listening", "refused"]);
    expect(lines).toHaveLength(1);
  });

  it("says the last words and listens no more", () => {
    const { voice, states, lines, finish } = setting();
    voice.turn("Adiós", "es", true);
    finish();
    expect(lines).toHaveLength(0);
    expect(states).toEqual(["speaking", "off"]);
    voice.turn("¿Sí?", "es");
    voice.close();
    finish();
    expect(lines).toHaveLength(0);
  });

  it("is cut short by what comes next", () => {
    const { voice, said } = setting();
    voice.turn("uno", "es");
    voice.turn("dos", "es");
    expect(said).toEqual(["es: uno", "cut", "es: dos"]);
    expect(spokenText("a_b*c*")).toBe("abc");
  });

  it("gives up a line that closes at once again and again, and not one that only hears nobody", () => {
    const { voice, states, lines, speak } = setting();
    voice.turn("", "en");
    speak("", 10);
    speak("", 10);
    speak("", 5_000);
    speak("", 10);
    speak("", 10);
    expect(states).toEqual(["listening"]);
    speak("", 10);
    expect(states).toEqual(["listening", "unavailable"]);
    expect(lines).toHaveLength(6);
  });

  it.each(["network", "language-not-supported"])("says that recognition does not work: %s", (error) => {
    const { voice, states, lines } = setting();
    voice.turn("", "en");
    lines[0]?.onerror?.({ error });
    lines[0]?.onend?.();
    expect(states).toEqual(["listening", "unavailable"]);
    expect(lines).toHaveLength(1);
  });

  it("lets the caller cut in, and shows what is being heard", () => {
    const { voice, said, states, hearing, lines } = setting();
    voice.turn("Le cuento una historia muy larga", "es");
    voice.cutIn();
    expect(said.at(-1)).toBe("cut");
    lines[0]?.onresult?.({ results: [[{ transcript: "perdone" }]] });
    expect([states, hearing]).toEqual([["speaking", "listening"], ["perdone"]]);
  });

  it("reads aloud where it cannot listen, and listens where it cannot speak", () => {
    const deaf = setting(["hear"]);
    deaf.voice.turn("Hola", "es");
    deaf.finish();
    expect([deaf.said, deaf.states]).toEqual([["es: Hola"], ["speaking", "off"]]);
    const mute = setting(["say"]);
    mute.voice.turn("Hola", "es");
    expect([mute.said, mute.states]).toEqual([[], ["listening"]]);
  });
});
