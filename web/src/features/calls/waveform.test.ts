import { describe, expect, it } from "vitest";
import { drawWaveform } from "./waveform";

const RATE = 8_000;
const tone = (seconds: number, volume: number) => Array.from({ length: seconds * RATE }, (_, at) => Math.sin(at / 4) * volume);

describe("the picture of a recording", () => {
  it("is loud where somebody speaks", () => {
    const { bars, seconds } = drawWaveform(Float32Array.from([...tone(2, 0.5), ...tone(2, 0.05)]), RATE);
    expect(seconds).toBe(4);
    expect(bars.length).toBeGreaterThan(50);
    expect(bars[5]).toBeGreaterThan(0.9);
    expect(bars.at(-5)).toBeLessThan(0.2);
  });

  it("knows the silences that can be skipped, and no shorter ones", () => {
    const { silences } = drawWaveform(Float32Array.from([...tone(1, 0.5), ...tone(3, 0), ...tone(1, 0.5), ...tone(0.5, 0), ...tone(1, 0.5)]), RATE);
    expect(silences).toHaveLength(1);
    expect(silences[0]?.from).toBeCloseTo(1, 1);
    expect(silences[0]?.to).toBeCloseTo(4, 1);
  });

  it("of nothing is empty", () => {
    expect(drawWaveform(new Float32Array(0), RATE)).toEqual({ bars: [], seconds: 0, silences: [] });
  });
});
