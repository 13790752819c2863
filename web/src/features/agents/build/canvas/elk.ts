import type { ELK as Elk, ElkNode } from "elkjs/lib/elk-api";
import ELK from "elkjs/lib/elk-api";
import workerUrl from "elkjs/lib/elk-worker.min.js?url";

interface Running {
  elk: Elk;
  failed: Promise<never>;
}
let running: Running | undefined;

function start(): Running {
  const worker = new Worker(workerUrl);
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener("error", () => {
      running = undefined;
      reject(new Error("the worker that lays out could not be started"));
    });
  });
  failed.catch(() => undefined);
  return { failed, elk: new ELK({ workerFactory: () => worker, algorithms: ["layered"] }) };
}

/** Lays a graph out on another thread: hundreds of steps take a while. One worker for as long as the page is open. */
export function layOut(graph: ElkNode): Promise<ElkNode> {
  running ??= start();
  return Promise.race([running.elk.layout(graph), running.failed]);
}
