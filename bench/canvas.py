"""Figure: a flow of 300 steps on the canvas, moved about in a real Chromium.

Told are the times between frames while the canvas is dragged, zoomed and one step is moved: as it opens, with all of
the steps in sight, and so with the layer of real conversations; and how long the page stands still when the step is let
go, which draws the flow from the draft, keeps it and sends it. Without a graphics card Chromium draws in software on
the machine's own cores, which is most of what is measured then: so told is also how long the page's scripts and its
layout keep the main thread in a frame, which a graphics card would not shorten.

    python -m bench.canvas [steps]
"""

import statistics
import sys
from typing import TYPE_CHECKING, Any

from bench.product import product
from bench.stage import Stage, stage
from bench.table import Figure, show

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

AIM_MS = 1000 / 60
STILL_MS = 200
COLUMNS = 20
RECORD = """() => {
  window.frames_ = [];
  window.recording_ = true;
  let last = performance.now();
  const tick = now => {
    window.frames_.push(now - last);
    last = now;
    if (window.recording_) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}"""
# A spot of the bare canvas near its middle.
BETWEEN = """() => {
  const { left, top, width, height } = document.querySelector(".react-flow__pane").getBoundingClientRect();
  for (let away = 0; away < 400; away += 2)
    for (const [x, y] of [[left + width / 2 + away, top + height / 2], [left + width / 2, top + height / 2 - away]])
      if (document.elementFromPoint(x, y)?.matches(".react-flow__pane")) return [x, y];
  throw new Error("no bare canvas");
}"""
A_STEP = """() => {
  const box = document.querySelector(".react-flow__pane").getBoundingClientRect();
  const away = one => Math.hypot(one.x - box.x - box.width / 2, one.y - box.y - box.height / 2);
  const steps = [...document.querySelectorAll(".react-flow__node-step")].map(one => one.getBoundingClientRect());
  const [step] = steps.sort((one, other) => away(one) - away(other));
  return [step.x + step.width / 2, step.y + Math.min(8, step.height / 2)];
}"""
STOP = "() => { window.recording_ = false; return window.frames_.slice(2); }"


def large_flow(steps: int) -> dict[str, Any]:
    """A flow as an agency might draw it: every third step branches, all of it lies in a grid."""

    def node(index: int) -> dict[str, Any]:
        place = {"x": index % COLUMNS * 320, "y": index // COLUMNS * 260}
        if index % 3:
            return {
                "id": f"n{index}",
                "kind": "say",
                "position": place,
                "data": {
                    "text": {"es": f"Esto dice el paso {index} a {{{{nombre}}}}, con un texto de dos líneas."}
                },
            }
        branches = [{"id": f"b{way}", "name": f"Camino {way}"} for way in range(2)]
        return {"id": f"n{index}", "kind": "decide", "position": place, "data": {"branches": branches}}

    def ways(index: int) -> list[tuple[str, int]]:
        if index % 3:
            return [("next", index + 1)]
        return [("b0", index + 1), ("b1", index + 2), ("otherwise", index + COLUMNS)]

    edges = [
        {"id": f"e{index}-{port}", "source": f"n{index}", "port": port, "target": f"n{target}"}
        for index in range(steps)
        for port, target in ways(index)
        if target < steps
    ]
    nodes = [node(index) for index in range(steps)]
    return {"id": "main", "name": "Grande", "entry": "n0", "nodes": nodes, "edges": edges, "layout": {}}


def prepared(steps: int) -> tuple[dict[str, str], str]:
    """The cookies of an owner, and their agent with a large flow."""
    import django

    django.setup()
    from tests.people import make_member

    member = make_member()
    agent = member.api.post("/agents", {"name": "Grande", "languages": ["es"]}).json()["id"]
    blueprint = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    saved = member.api.put(
        f"/agents/{agent}/draft", {"blueprint": {**blueprint, "flows": [large_flow(steps)]}}
    )
    assert saved.status_code == 200, saved.content
    return {name: morsel.value for name, morsel in member.api.client.cookies.items()}, agent


def busy_ms(wire: "CDPSession") -> float:
    """Milliseconds that the main thread has spent in scripts, styles and layout so far."""
    told: dict[str, float] = {
        one["name"]: one["value"] for one in wire.send("Performance.getMetrics")["metrics"]
    }
    return 1000 * sum(told[name] for name in ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration"))


def drag_canvas(page: "Page") -> None:
    """Out and back, so that what is in sight stays there. Begun between the steps."""
    x, y = page.evaluate(BETWEEN)
    page.mouse.move(x, y)
    page.mouse.down()
    for index in range(90):
        away = min(index, 90 - index)
        page.mouse.move(x - 2 * away, y - away)
    page.mouse.up()


def zoom(page: "Page") -> None:
    """In and out again, about the middle."""
    x, y = page.evaluate(BETWEEN)
    page.mouse.move(x, y)
    page.keyboard.down("Control")
    for index in range(40):
        page.mouse.wheel(0, -10 if index < 20 else 10)
    page.keyboard.up("Control")


def drag_step(page: "Page") -> None:
    """One near the middle of what is in sight. It is let go by whoever called."""
    x, y = page.evaluate(A_STEP)
    page.mouse.move(x, y)
    page.mouse.down()
    for index in range(60):
        page.mouse.move(x + index, y + index)


def traffic(flow: dict[str, Any]) -> dict[str, Any]:
    """Counts for every step and connection, as a busy agent has them."""
    ways = [
        {
            "flow_id": "main",
            "source": way["source"],
            "port": way["port"],
            "target": way["target"],
            "passed": 37,
        }
        for way in flow["edges"]
    ]
    nodes = [
        {"flow_id": "main", "node_id": node["id"], "visited": 120, "stopped": 9, "running": 1}
        for node in flow["nodes"]
    ]
    period = {"version": 1, "first": "2026-01-01", "last": "2026-01-31", "time_zone": "UTC"}
    return {**period, "conversations": 120, "running": 1, "nodes": nodes, "ways": ways}


def let_go(page: "Page", wire: "CDPSession", sight: str) -> Figure:
    """The longest that the page stands still after a dragged step was let go, until it is saved."""
    page.wait_for_timeout(500)
    before = busy_ms(wire)
    page.evaluate(RECORD)
    page.mouse.up()
    page.wait_for_timeout(1_800)
    longest = max(page.evaluate(STOP))
    return Figure(
        f"{sight}: a step let go",
        f"longest frame {longest:.0f} ms; scripts and layout {busy_ms(wire) - before:.0f} ms until it is saved",
        f"< {STILL_MS} ms",
        longest < STILL_MS,
    )


def moved(page: "Page", wire: "CDPSession", sight: str, steps: int) -> list[Figure]:
    """The figures of each movement over what is in sight now."""
    figures = []
    for name, act in (("canvas dragged", drag_canvas), ("zoomed", zoom), ("a step dragged", drag_step)):
        drawn = page.locator(".react-flow__node-step").count()
        if sight != "as it opens" and drawn != steps:
            raise RuntimeError(f"{drawn} of {steps} steps are in sight")
        before = busy_ms(wire)
        page.evaluate(RECORD)
        act(page)
        frames: list[float] = page.evaluate(STOP)
        busy = (busy_ms(wire) - before) / max(1, len(frames))
        if act is drag_step:
            figures.append(let_go(page, wire, f"{drawn} of {steps} steps in sight, {sight}"))
        else:
            page.mouse.up()
        middle = statistics.median(frames)
        slow = statistics.quantiles(frames, n=20)[18]
        figures.append(
            Figure(
                f"{drawn} of {steps} steps in sight, {sight}: {name}",
                f"p50 {middle:.1f} ms, p95 {slow:.1f} ms a frame ({1000 / statistics.mean(frames):.0f}"
                f" a second); scripts and layout {busy:.1f} ms of it",
                f"p50 < {AIM_MS + 1:.0f} ms",
                middle < AIM_MS + 1,
            )
        )
        page.wait_for_timeout(1_500)
    return figures


def measured(on: Stage, steps: int) -> list[Figure]:
    """The figures of each movement: as it opens, with all in sight, and with real conversations on it."""
    from playwright.sync_api import sync_playwright
    from tests.e2e.conftest import CHROMIUM, FLAGS
    from tests.e2e.wording import Wording

    cookies, agent = prepared(steps)
    with product(on) as (port, _server), sync_playwright() as playwright:
        base = f"http://127.0.0.1:{port}"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(locale="es-ES", viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])
        counts = traffic(large_flow(steps))
        context.route(f"**/agents/{agent}/traffic*", lambda route: route.fulfill(json=counts))
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Performance.enable")
        page.goto(f"{base}/agents/{agent}/build")
        page.locator(".react-flow__node-step").first.wait_for()
        page.wait_for_timeout(2_000)
        figures = moved(page, wire, "as it opens", steps)
        page.keyboard.press("0")
        page.wait_for_timeout(2_000)
        figures += moved(page, wire, "from afar", steps)
        layer = Wording("es")("canvas.traffic.title")
        page.get_by_role("button", name=layer, exact=True).click()
        page.locator(".react-flow__edge-text").first.wait_for(state="attached")
        page.keyboard.press("0")
        page.wait_for_timeout(2_000)
        figures += moved(page, wire, "from afar, with real conversations", steps)
        browser.close()
    return figures


def measure(steps: int = 300) -> list[Figure]:
    """Every movement, on a fresh database."""
    with stage() as on:
        return measured(on, steps)


def main() -> None:
    """Measure and print."""
    show(measure(*map(int, sys.argv[1:])))


if __name__ == "__main__":
    main()
