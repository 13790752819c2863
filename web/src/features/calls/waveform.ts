/** How loud a recording is, from its beginning to its end. */
export interface Waveform {
  /** So many bars, each 0 to 1. */
  bars: number[];
  seconds: number;
  /** Stretches without a voice, of more than a second. */
  silences: { from: number; to: number }[];
}

const BARS = 120;
const WINDOW_SECONDS = 0.05;
const LEAST_SILENCE_SECONDS = 1;
const QUIET = 0.02;

/** Draws the picture of samples, from -1 to 1, of one channel. */
export function drawWaveform(samples: Float32Array, rate: number): Waveform {
  const size = Math.max(1, Math.round(rate * WINDOW_SECONDS));
  const peaks: number[] = [];
  for (let start = 0; start < samples.length; start += size) {
    let peak = 0;
    for (let at = start; at < Math.min(samples.length, start + size); at += 1) peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    peaks.push(peak);
  }
  const loudest = Math.max(QUIET, ...peaks);
  const per = Math.max(1, peaks.length / BARS);
  const bars = Array.from({ length: Math.min(BARS, peaks.length) }, (_, bar) => Math.max(...peaks.slice(Math.floor(bar * per), Math.max(Math.floor(bar * per) + 1, Math.floor((bar + 1) * per)))) / loudest);
  const silences: Waveform["silences"] = [];
  let begun: number | undefined;
  [...peaks, 1].forEach((peak, index) => {
    const at = index * WINDOW_SECONDS;
    if (peak / loudest < QUIET * 2) begun ??= at;
    else if (begun !== undefined) {
      if (at - begun > LEAST_SILENCE_SECONDS) silences.push({ from: begun, to: at });
      begun = undefined;
    }
  });
  return { bars, seconds: samples.length / rate, silences };
}

/** Reads a WAV or MP3 file; raises what the browser raises when it can play neither. */
export async function readWaveform(file: Blob): Promise<Waveform> {
  const context = new OfflineAudioContext(1, 1, 8_000);
  const decoded = await context.decodeAudioData(await file.arrayBuffer());
  return drawWaveform(decoded.getChannelData(0), decoded.sampleRate);
}
