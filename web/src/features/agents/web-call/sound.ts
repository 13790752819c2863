import { decode, encode, type Format } from "./pcm";

export interface Sound {
  /** Hears the microphone from now on, in pieces of a tenth of a second. */
  capture: (format: Format, heard: (base64: string) => void) => void;
  play: (base64: string, format: Format) => void;
  /** What is not played yet is not played at all. */
  hush: () => void;
  mute: (muted: boolean) => void;
  close: () => void;
}

export type OpenSound = () => Promise<Sound>;

/**
 * The microphone and the loudspeaker; `worklet` is where the script is that hears the one. Rejects where the person, or
 * the browser, says no to the microphone.
 */
export const soundBy = (worklet: string): OpenSound => async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } });
  const context = new AudioContext();
  await Promise.all([context.resume(), context.audioWorklet.addModule(worklet)]);
  const source = context.createMediaStreamSource(stream);
  const capture = new AudioWorkletNode(context, "capture", { numberOfOutputs: 0 });
  source.connect(capture);
  const playing = new Set<AudioBufferSourceNode>();
  let next = 0;
  return {
    capture: (format, heard) => {
      capture.port.onmessage = ({ data }) => heard(encode(data as Float32Array, context.sampleRate, format));
    },
    play: (base64, format) => {
      const samples = decode(base64, format);
      if (samples.length === 0) return;
      const buffer = context.createBuffer(1, samples.length, format.rate);
      buffer.copyToChannel(samples, 0);
      const piece = context.createBufferSource();
      piece.buffer = buffer;
      piece.connect(context.destination);
      piece.onended = () => playing.delete(piece);
      next = Math.max(next, context.currentTime + 0.03);
      piece.start(next);
      next += buffer.duration;
      playing.add(piece);
    },
    hush: () => {
      for (const piece of playing) piece.stop();
      playing.clear();
      next = 0;
    },
    mute: (muted) => {
      // Silence goes on being sent: the platform listens for where somebody stops.
      for (const track of stream.getAudioTracks()) track.enabled = !muted;
    },
    close: () => {
      capture.port.onmessage = null;
      for (const track of stream.getTracks()) track.stop();
      void context.close();
    },
  };
};
