/** Sound as platforms send it: 16-bit little-endian samples, or telephone bytes (μ-law), in base64. */

export interface Format {
  coding: "pcm" | "ulaw";
  rate: number;
}

/** "pcm_16000" or "ulaw_8000"; nothing for what this page cannot play. */
export function readFormat(name: string): Format | undefined {
  const [, coding, rate] = /^(pcm|ulaw)_(\d{4,6})$/.exec(name) ?? [];
  return coding && rate ? { coding: coding as Format["coding"], rate: Number(rate) } : undefined;
}

/** Samples between -1 and 1, at the format's rate, from samples at another rate. */
export function encode(samples: Float32Array, from: number, format: Format): string {
  const count = Math.floor((samples.length * format.rate) / from);
  const bytes = new Uint8Array(format.coding === "pcm" ? count * 2 : count);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < count; index++) {
    const at = (index * from) / format.rate;
    const left = samples[Math.floor(at)] ?? 0;
    const right = samples[Math.min(Math.floor(at) + 1, samples.length - 1)] ?? left;
    const value = Math.max(-1, Math.min(1, left + (right - left) * (at % 1)));
    const whole = Math.round(value * 32_767);
    if (format.coding === "pcm") view.setInt16(index * 2, whole, true);
    else bytes[index] = toUlaw(whole);
  }
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

export function decode(base64: string, format: Format): Float32Array<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  if (format.coding === "ulaw") return Float32Array.from(bytes, (byte) => fromUlaw(byte) / 32_768);
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: Math.floor(bytes.length / 2) }, (_, index) => view.getInt16(index * 2, true) / 32_768);
}

const BIAS = 132;

function toUlaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const size = Math.min(Math.abs(sample), 32_635) + BIAS;
  const exponent = Math.floor(Math.log2(size)) - 7;
  return ~(sign | (exponent << 4) | ((size >> (exponent + 3)) & 0x0f)) & 0xff;
}

function fromUlaw(byte: number): number {
  const bits = ~byte & 0xff;
  const size = ((((bits & 0x0f) << 3) + BIAS) << ((bits >> 4) & 7)) - BIAS;
  return bits & 0x80 ? -size : size;
}
