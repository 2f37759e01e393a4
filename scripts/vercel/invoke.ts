// Sends one request to an instance of a function. The instance is busy until the response has been read or has failed.
import http from "node:http";
import { messageOf } from "../failure";
import type { FunctionInstances } from "./function-instances";
import type { FunctionResponse } from "./function-response";
import { logPlatform } from "./platform-log";
import { inPairs } from "./raw-headers";
import { isHopByHop } from "./request-headers";

interface FunctionRequest {
  method: string;
  /** Path and query. */
  target: string;
  /** Names and values. */
  headers: readonly [string, string][];
  body: Buffer;
}

/** The function did not start, threw, or ended before it responded. */
export class InvocationFailure extends Error {}

/** The header in which scripts/vercel/function-host.mjs reports an error of the function. */
const THREW = "x-emulator-threw";

function send(port: number, { method, target, headers, body }: FunctionRequest): Promise<http.IncomingMessage> {
  const passed = headers.filter(([name]) => !isHopByHop(name) && name.toLowerCase() !== "content-length");
  if (body.length > 0) passed.push(["content-length", String(body.length)]);
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, method, path: target, headers: passed.flat(), setHost: false };
    http.request(options).once("response", resolve).once("error", reject).end(body);
  });
}

/** @throws InvocationFailure */
export async function invoke(instances: FunctionInstances, request: FunctionRequest): Promise<FunctionResponse> {
  const id = request.headers.find(([name]) => name.toLowerCase() === "x-vercel-id")?.[1];
  const failure = (reason: string, error?: unknown) => {
    const cause = error === undefined ? undefined : messageOf(error);
    logPlatform("error", "invocation failed", { function: instances.name, vercel_id: id, reason, cause });
    return new InvocationFailure(reason, { cause: error });
  };
  const lease = await instances.lease(request.target).catch((error: unknown) => {
    throw failure("The function did not start.", error);
  });
  if (lease.isCold) logPlatform("info", "cold start", { function: instances.name, vercel_id: id });
  const response = await send(lease.port, request).catch((error: unknown) => {
    lease.release();
    throw failure("The function ended before it responded.", error);
  });
  response.once("close", lease.release);
  const received = inPairs(response.rawHeaders).map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  const headers = received.filter(([name]) => !isHopByHop(name));
  if (headers.some(([name]) => name === THREW)) {
    response.destroy();
    throw failure("The function threw an error.");
  }
  return { status: response.statusCode ?? 500, headers, body: response };
}
