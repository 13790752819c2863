"""Retell's side of a call in the browser: another page of it, with real offers, ways and sound.

Its door is as the vendor's own client uses it: an offer is posted and answered, ways are patched in, a second offer is
patched as it is, and leaving is a DELETE. Every request needs the call's token.
"""

import json
import re
import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Page, Route

# A tone goes to whoever calls; what comes from there is counted.
_FAR_SIDE = """() => {
  const settle = async (peer) => {
    await peer.setLocalDescription(await peer.createAnswer());
    if (peer.iceGatheringState !== "complete") {
      await new Promise((done) => {
        peer.onicegatheringstatechange = () => peer.iceGatheringState === "complete" && done();
        setTimeout(done, 2000);
      });
    }
    return peer.localDescription.sdp;
  };
  const calls = {};
  window.far = {
    answer: async (id, sdp) => {
      const peer = new RTCPeerConnection();
      const call = (calls[id] = { peer });
      peer.ondatachannel = ({ channel }) => (call.channel = channel);
      await peer.setRemoteDescription({ type: "offer", sdp });
      const sound = new AudioContext();
      const tone = sound.createOscillator();
      const out = sound.createMediaStreamDestination();
      tone.connect(out);
      tone.start();
      for (const track of out.stream.getTracks()) peer.addTrack(track, out.stream);
      return settle(peer);
    },
    again: async (id, sdp) => {
      await calls[id].peer.setRemoteDescription({ type: "offer", sdp });
      return settle(calls[id].peer);
    },
    reach: (id, candidate) => calls[id].peer.addIceCandidate(candidate),
    heard: async (id) => {
      let packets = 0;
      for (const one of (await calls[id].peer.getStats()).values()) if (one.type === "inbound-rtp") packets += one.packetsReceived;
      return packets;
    },
    tell: (id, message) => calls[id].channel.send(JSON.stringify(message)),
  };
}"""


@dataclass
class Gateway:
    """Answers one page's calls. `left` are the sessions whose browser said goodbye."""

    far: Page
    tokens: tuple[str, ...]
    sessions: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    refused: int = 0

    @classmethod
    def beside(cls, context: BrowserContext, page: Page, tokens: tuple[str, ...]) -> "Gateway":
        far = context.new_page()
        far.evaluate(_FAR_SIDE)
        page.bring_to_front()
        made = cls(far, tokens)
        page.route(re.compile(r"/webrtc-proxy/"), made._answer)
        return made

    def heard(self, session: str, *, more_than: int = 0) -> int:
        """How many packets of sound came from the browser, once there are more than so many."""
        packets = 0
        for _ in range(50):
            packets = int(self.far.evaluate("(id) => far.heard(id)", session))
            if packets > more_than:
                return packets
            time.sleep(0.1)
        return packets

    def tell(self, session: str, message: dict[str, Any]) -> None:
        self.far.evaluate("([id, told]) => far.tell(id, told)", [session, message])

    def _answer(self, route: Route) -> None:
        request = route.request
        headers = {
            "access-control-allow-origin": "*",
            "access-control-allow-headers": "authorization, content-type",
            "access-control-allow-methods": "POST, PATCH, DELETE",
        }
        if request.method == "OPTIONS":
            route.fulfill(status=204, headers=headers)
            return
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            self.refused += 1
            route.fulfill(status=401, headers=headers)
            return
        session = request.url.rpartition("/")[2]
        match request.method, request.headers.get("content-type", ""):
            case "POST", _:
                session = f"s{len(self.sessions) + 1}"
                self.sessions.append(session)
                sdp = self.far.evaluate(
                    "([id, sdp]) => far.answer(id, sdp)", [session, request.post_data_json["sdp"]]
                )
                body = json.dumps({"session_id": session, "sdp": sdp})
                route.fulfill(status=201, headers=headers, content_type="application/json", body=body)
            case "PATCH", "application/sdp":
                sdp = self.far.evaluate("([id, sdp]) => far.again(id, sdp)", [session, request.post_data])
                route.fulfill(status=200, headers=headers, content_type="application/sdp", body=sdp)
            case "PATCH", _:
                candidate = request.post_data_json["candidate"]
                self.far.evaluate("([id, one]) => far.reach(id, one)", [session, candidate])
                route.fulfill(status=204, headers=headers)
            case _:
                self.left.append(session)
                route.fulfill(status=204, headers=headers)
