import { RetellDoor } from "./retell-door";
import { openListener, type Helper, type Listener, type OpenListener } from "./rtc";

/** What the server gives to whoever may hear a call. */
export interface Listening {
  participant: string;
  token: string;
  url: string;
  ice_servers: readonly Helper[];
}

export interface Heard {
  /** Takes the microphone, has the platform let it in, and speaks. Rejects with the agent untouched where it is refused. */
  takeOver: (letIn: () => Promise<unknown>) => Promise<void>;
  mute: (muted: boolean) => void;
  leave: () => void;
}

/** Hears a call at Retell, hidden; `over` is called once when it is over, or cannot be heard any more. */
export async function listenAtRetell(call: Listening, over: () => void, open: OpenListener = openListener): Promise<Heard> {
  const door = new RetellDoor<Listener>({ url: call.url, token: call.token, identity: call.participant });
  let gone = false;
  const leave = () => {
    if (gone) return;
    gone = true;
    peer.close();
    door.leave();
  };
  const end = () => {
    if (gone) return;
    leave();
    over();
  };
  const peer = await open(call.ice_servers, door.events(end, end));
  try {
    await door.enter(peer);
  } catch (error) {
    leave();
    throw error;
  }
  return {
    takeOver: async (letIn) => {
      // The microphone first: once the agent is silent, somebody has to speak.
      const offer = await peer.speak();
      try {
        await letIn();
      } catch (error) {
        peer.mute(true);
        throw error;
      }
      await door.again(offer);
    },
    mute: (muted) => peer.mute(muted),
    leave,
  };
}
