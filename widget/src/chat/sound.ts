/** A soft rising note, made rather than loaded, so that no page policy stands against it. */
let context: AudioContext | undefined;

export function chime(): void {
  try {
    context ??= new AudioContext();
    const now = context.currentTime;
    const note = context.createOscillator();
    const volume = context.createGain();
    note.frequency.setValueAtTime(660, now);
    note.frequency.setValueAtTime(880, now + 0.12);
    volume.gain.setValueAtTime(0.08, now);
    volume.gain.exponentialRampToValueAtTime(0.0001, now + 0.5);
    note.connect(volume).connect(context.destination);
    note.start(now);
    note.stop(now + 0.5);
  } catch {
    // A browser without sound still shows the badge.
  }
}
