// Controls the emulator of Vercel behind an instance.
import { FUNCTION_HEADER } from "@/scripts/vercel/control";
import type { Instance } from "@/tests/setup/instances";
import { logLines, type LogLine } from "./log-lines";
import { send, type HeaderList, type RawAnswer, type RawRequest } from "./raw-http";

/** Paths by which a test names a function. */
export type FunctionPath = "/_middleware" | "/login" | "/api/[[...path]]" | "/account/profile" | "/[...missing]";

function urlOf({ emulator_url: url }: Instance): string {
  if (url === undefined) throw new Error("This instance does not run in the emulator.");
  return url;
}

/** Sends a request to a function itself: without the middleware, and without what the platform does to its headers. */
export function reachFunction(app: Instance, at: FunctionPath, path: string, request: RawRequest = {}): Promise<RawAnswer> {
  const { headers = [] } = request;
  const host: HeaderList = headers.some(([name]) => name.toLowerCase() === "host") ? [] : [["Host", new URL(app.url).host]];
  return send(urlOf(app), path, { ...request, headers: [[FUNCTION_HEADER, at], ...host, ...headers] });
}

async function command(app: Instance, path: string, body: string): Promise<void> {
  const { status } = await send(urlOf(app), path, { method: "POST", body });
  if (status !== 204) throw new Error(`the emulator answered ${status}`);
}

/** Lets the next requests start new instances, of every function. */
export const retireInstances = (app: Instance) => command(app, "/retire", "");

/** Sets the number of instances of each function. A lower number takes effect after `retireInstances`. */
export const setInstanceCount = (app: Instance, count: number) => command(app, `/instances?count=${count}`, "");

/** Lets the next request for this target get an instance of the function that ends before it responds. */
export const crashOnce = (app: Instance, at: FunctionPath, target: string) =>
  command(app, `/crash?function=${encodeURIComponent(at)}`, target);

/** The emulator's log lines about the request with an X-Vercel-Id. */
export function emulatorLines(app: Instance, vercelId: string): LogLine[] {
  return logLines(app).filter((line) => line.vercel_id === vercelId);
}
