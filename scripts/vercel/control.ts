// How tests control the emulator, over loopback. A request with X-Emulator-Function goes to that function unchanged: without
// the middleware, and with the headers that the platform would set or drop. POST /retire, /instances and /crash change how the
// next requests are served.
import http from "node:http";
import { buffer, text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { format } from "node:util";
import type { FunctionInstances } from "./function-instances";
import { InvocationFailure, invoke } from "./invoke";
import { logPlatform } from "./platform-log";
import { inPairs } from "./raw-headers";

/** Names a function by a path that it serves. */
export const FUNCTION_HEADER = "x-emulator-function";

interface Controlled {
  all: () => FunctionInstances[];
  /** The function that serves a path. */
  at: (path: string) => FunctionInstances | undefined;
}

async function reach(
  instances: FunctionInstances,
  incoming: http.IncomingMessage,
  outgoing: http.ServerResponse,
): Promise<void> {
  const { method = "GET", url: target = "/" } = incoming;
  const headers = inPairs(incoming.rawHeaders).filter(([name]) => name.toLowerCase() !== FUNCTION_HEADER);
  const response = await invoke(instances, { method, target, headers, body: await buffer(incoming) });
  outgoing.writeHead(response.status, response.headers.flat());
  await pipeline(response.body, outgoing);
}

async function serve(functions: Controlled, incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> {
  const named = incoming.headers[FUNCTION_HEADER]?.toString();
  if (named !== undefined) {
    const instances = functions.at(named);
    if (instances) return reach(instances, incoming, outgoing);
    outgoing.writeHead(404).end();
    return;
  }
  const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://emulator");
  const commands: Record<string, () => unknown> = {
    "/retire": () => functions.all().forEach((each) => each.retireAll()),
    "/instances": () => functions.all().forEach((each) => each.setCount(Number(searchParams.get("count")))),
    "/crash": async () => functions.at(searchParams.get("function") ?? "")?.crashOnce(await text(incoming)),
  };
  const command = incoming.method === "POST" ? commands[pathname] : undefined;
  await command?.();
  outgoing.writeHead(command ? 204 : 404).end();
}

export function createControl(functions: Controlled): http.Server {
  return http.createServer((incoming, outgoing) => {
    serve(functions, incoming, outgoing).catch((error: unknown) => {
      if (!(error instanceof InvocationFailure)) logPlatform("error", "emulator failed", { cause: format(error) });
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end();
    });
  });
}
