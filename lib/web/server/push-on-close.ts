// Pushes the last metrics when a server is stopped: after its last request, and before the framework ends the process.
import "server-only";
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** The platform waits for a limited time until it kills the process. */
const MAX_MS = 5_000;

type Close = (this: http.Server, done?: (error?: Error) => void) => http.Server;

/**
 * Affects every HTTP server of the process. Delays a stop by five seconds at most.
 * @param push never rejects
 */
export function pushOnClose(push: () => Promise<void>): void {
  const prototype = http.Server.prototype as { close: Close };
  const { close } = prototype;
  prototype.close = function (done) {
    return close.call(this, (error) => {
      const inTime = Promise.race([push(), sleep(MAX_MS, undefined, { ref: false })]);
      void inTime.then(() => done?.(error));
    });
  };
}
