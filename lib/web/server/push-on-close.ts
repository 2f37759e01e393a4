// Pushes the last metrics when a server is stopped: after its last request, and before the framework ends the process.
import "server-only";
import http from "node:http";

type Close = (this: http.Server, done?: (error?: Error) => void) => http.Server;

/**
 * Affects every HTTP server of the process.
 * @param push never rejects, and ends in bounded time
 */
export function pushOnClose(push: () => Promise<void>): void {
  const prototype = http.Server.prototype as { close: Close };
  const { close } = prototype;
  prototype.close = function (done) {
    return close.call(this, (error) => void push().then(() => done?.(error)));
  };
}
