/* global AudioWorkletProcessor, registerProcessor, sampleRate */
// Runs beside the page, in the audio thread: hands on what the microphone hears, a tenth of a second at a time.
class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.kept = new Float32Array(Math.round(sampleRate / 10));
    this.filled = 0;
  }

  process([[heard]]) {
    for (const value of heard ?? []) {
      this.kept[this.filled++] = value;
      if (this.filled === this.kept.length) {
        this.port.postMessage(this.kept.slice());
        this.filled = 0;
      }
    }
    return true;
  }
}

registerProcessor("capture", Capture);
