export type Helper = { urls: string[]; username: string; credential: string };

export interface PeerEvents {
  /** A way on which the browser may be reached. */
  candidate: (candidate: object) => void;
  /** What the other side says beside the sound. */
  told: (message: unknown) => void;
  /** The sound has stopped for good. */
  broken: () => void;
}

/** Sound both ways between this browser and one other, once they know of each other. */
export interface Peer {
  offer: () => Promise<string>;
  accept: (answer: string) => Promise<void>;
  mute: (muted: boolean) => void;
  close: () => void;
}

/** The same without a microphone at first: it only hears, until it is let in to speak. */
export interface Listener extends Peer {
  /** Takes the microphone, and offers anew. */
  speak: () => Promise<string>;
}

export type OpenPeer = (helpers: readonly Helper[], events: PeerEvents) => Promise<Peer>;

export type OpenListener = (helpers: readonly Helper[], events: PeerEvents) => Promise<Listener>;

const microphone = () => navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } });

/** The browser's own. Rejects where the person, or the browser, says no to the microphone. */
export const openPeer: OpenPeer = async (helpers, events) => {
  const voice = await microphone();
  const line = connect(helpers, events);
  for (const track of voice.getTracks()) line.peer.addTrack(track, voice);
  line.voice = voice;
  return line;
};

/** Hears, and takes the microphone only to speak. */
export const openListener: OpenListener = async (helpers, events) => {
  const line = connect(helpers, events);
  const { sender } = line.peer.addTransceiver("audio", { direction: "recvonly" });
  return {
    ...handed(line),
    speak: async () => {
      const voice = await microphone();
      line.voice = voice;
      const [track] = voice.getAudioTracks();
      await sender.replaceTrack(track ?? null);
      for (const way of line.peer.getTransceivers()) way.direction = "sendrecv";
      return line.offer();
    },
  };
};

interface Connected extends Peer {
  readonly peer: RTCPeerConnection;
  voice: MediaStream | undefined;
}

const handed = ({ offer, accept, mute, close }: Connected): Peer => ({ offer, accept, mute, close });

function connect(helpers: readonly Helper[], events: PeerEvents): Connected {
  // No helper of others is added: the platform's own address is public, and nobody else has to know of the call.
  const peer = new RTCPeerConnection({ iceServers: helpers.map(({ urls, username, credential }) => ({ urls, ...(username && { username, credential }) })) });
  const loudspeaker = new Audio();
  const beside = peer.createDataChannel("control");
  beside.onmessage = ({ data }) => {
    try {
      events.told(JSON.parse(String(data)));
    } catch {
      // Not for us.
    }
  };
  peer.ontrack = ({ track, streams }) => {
    loudspeaker.srcObject = streams[0] ?? new MediaStream([track]);
    void loudspeaker.play().catch(() => undefined);
  };
  peer.onicecandidate = ({ candidate }) => candidate && events.candidate(candidate.toJSON());
  peer.onconnectionstatechange = () => peer.connectionState === "failed" && events.broken();
  const line: Connected = {
    peer,
    voice: undefined,
    offer: async () => {
      await peer.setLocalDescription();
      return peer.localDescription?.sdp ?? "";
    },
    accept: (answer) => peer.setRemoteDescription({ type: "answer", sdp: answer }),
    mute: (muted) => {
      for (const track of line.voice?.getAudioTracks() ?? []) track.enabled = !muted;
    },
    close: () => {
      for (const track of line.voice?.getTracks() ?? []) track.stop();
      loudspeaker.srcObject = null;
      peer.close();
    },
  };
  return line;
}
