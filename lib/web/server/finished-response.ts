// Lets the framework go on with a response that the HTTP server has already finished: what it sets and writes has no effect,
// instead of throwing an error.
import "server-only";
import type { ServerResponse } from "node:http";

function callBack(args: unknown[]): void {
  const callback = args.at(-1);
  if (typeof callback === "function") process.nextTick(callback);
}

export function ignoreFurtherOutput(response: ServerResponse): void {
  const { statusCode } = response;
  // Assignments by the framework must not change the status in the log.
  Object.defineProperty(response, "statusCode", { get: () => statusCode, set: () => undefined });
  const unchanged = () => response;
  response.setHeader = unchanged;
  response.setHeaders = unchanged;
  response.appendHeader = unchanged;
  response.writeHead = unchanged;
  response.removeHeader = () => undefined;
  response.flushHeaders = () => undefined;
  response.writeEarlyHints = () => undefined;
  response.write = (...args: unknown[]) => {
    callBack(args);
    return true;
  };
  response.end = (...args: unknown[]) => {
    callBack(args);
    return response;
  };
}
