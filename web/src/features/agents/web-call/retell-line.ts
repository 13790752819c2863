import { RetellDoor } from "../../../lib/line/retell-door";
import { openPeer, type OpenPeer, type Peer } from "../../../lib/line/rtc";
import type { Ending, Line, LineEvents, OpenedCall } from "./line";

/** The name under which the token of a web call lets a browser in. */
const WE = "client";

/** A web call at Retell: sound both ways. What is said is told with the call, not on the line. */
export async function openRetellLine(call: OpenedCall, events: LineEvents, open: OpenPeer = openPeer): Promise<Line> {
  const door = new RetellDoor<Peer>({ url: call.url, token: call.token, identity: WE });
  let over = false;
  const peer = await open(call.ice_servers, door.events(() => end("over"), () => end("lost")));
  const end = (ending: Ending) => {
    if (over) return;
    over = true;
    peer.close();
    door.leave();
    events.ended(ending);
  };
  try {
    await door.enter(peer);
    events.joined(call.language);
  } catch {
    end("failed");
  }
  return {
    carriesSound: true,
    takesText: false,
    tellsWords: false,
    say: () => undefined,
    typing: () => undefined,
    mute: (muted) => peer.mute(muted),
    hangUp: () => end("you"),
  };
}
