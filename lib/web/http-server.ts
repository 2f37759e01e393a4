// What every request passes below Next, at Node's HTTP server: it gets a context, a log line and its turn.
// Development instances answer on loopback only, whatever address they were told to listen on.
import "server-only";
import http from "node:http";
import { BlockList, isIP } from "node:net";
import { requestContexts, type RequestContext } from "@/lib/observability/request-context";
import { logWhenDone } from "@/lib/observability/request-log";
import { startInTurn } from "./start-queue";

const installed = Symbol.for("gatehouse.http-server");
/** Probes of the process itself do not wait behind a burst. */
const URGENT_PATH = "/api/health";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

type Emit = (this: http.Server, event: string | symbol, ...args: unknown[]) => boolean;

/** Whether a connection came in at an address that only this machine reaches. */
export function isLoopback(address: string | undefined): boolean {
  const bare = (address ?? "").replace(/^::ffff:/, "");
  if (isIP(bare) === 0) return false;
  return loopback.check(bare, bare.includes(":") ? "ipv6" : "ipv4");
}

/** Idempotent. From then on it holds for every HTTP server of this process. */
export function installHttpServer({ loopbackOnly }: { loopbackOnly: boolean }): void {
  const prototype = http.Server.prototype as unknown as { emit: Emit; [installed]?: boolean };
  if (prototype[installed]) return;
  prototype[installed] = true;
  const emit = prototype.emit;
  prototype.emit = function (event, ...args) {
    if (event !== "request") return emit.call(this, event, ...args);
    const [request, response] = args as [http.IncomingMessage, http.ServerResponse];
    if (loopbackOnly && !isLoopback(request.socket.localAddress)) {
      request.socket.destroy();
      return true;
    }
    const context: RequestContext = { socketAddress: request.socket.remoteAddress ?? "unknown" };
    logWhenDone(request, response, context);
    const start = () => requestContexts.run(context, () => emit.call(this, event, ...args));
    if (request.url === URGENT_PATH) start();
    else startInTurn(start);
    return true;
  };
}
