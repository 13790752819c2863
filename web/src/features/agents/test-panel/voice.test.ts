import { describe, expect, it } from "vitest";
import { type Recognition, spokenText, Voice, type VoiceState } from "./voice";

function setting() {
  const said: string[] = [];
  const heard: string[] = [];
  const states: VoiceState[] = [];
  const lines: Recognition[] = [];
  let done = () => {};
  const voice = new Voice(
    {
      hear: () => {
        const line: Recognition = { lang: "", onresult: null, onerror: null, onend: null, start: () => {}, abort: () => line.onend?.() };
        lines.push(line);
        return line;
      },
      say: (text, language, whenDone) => {
        said.push(`${language}: ${text}`);
        done = whenDone;
        return () => said.push("cut");
      },
    },
    (text) => heard.push(text),
    (state) => states.push(state),
  );
  const speak = (text: string) => {
    const line = lines[lines.length - 1];
    if (text) line?.onresult?.({ results: [[{ transcript: text }]] });
    line?.onend?.();
  };
  return { voice, said, heard, states, lines, speak, finish: () => done() };
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
});
