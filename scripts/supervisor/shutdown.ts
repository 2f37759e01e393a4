// Stops the parts of a run in the reverse order of their start: on Ctrl-C, a signal, the crash of a part, or the end of npm.
import { exists } from "../processes/identity";

export interface Shutdown {
  /** Resolves with null if a user or a signal requested the stop, otherwise with the problem that caused it. */
  requested: Promise<string | null>;
  isRequested(): boolean;
  request(reason: string | null): void;
  /** Registers a step that `unwind` takes, the last registered first. */
  later(undo: () => Promise<void> | void): void;
  /** Registers work to cancel as soon as a stop is requested, so that no one has to wait for a build or a slow request. */
  atOnce(interrupt: () => void): void;
  /** Registers what a second request to stop does. */
  whenForced(force: () => void): void;
  unwind(): Promise<void>;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
// Under npm, one Ctrl-C arrives twice: from the terminal, and forwarded by npm.
const SAME_KEYSTROKE_MILLISECONDS = 500;

/** npm may be killed without forwarding a signal; a run that it started must not outlive it. */
function endWithNpm(stop: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    // On Windows `process.ppid` stays the same after the parent is gone.
    if (process.ppid !== parent || !exists(parent)) stop();
  }, 1000).unref();
}

export function createShutdown(): Shutdown {
  const undos: (() => Promise<void> | void)[] = [];
  const interrupts: (() => void)[] = [];
  const forces: (() => void)[] = [];
  let resolve: (reason: string | null) => void = () => undefined;
  const requested = new Promise<string | null>((settle) => (resolve = settle));
  let requestedAt: number | null = null;

  const request = (reason: string | null) => {
    if (requestedAt !== null) return;
    requestedAt = Date.now();
    resolve(reason);
    for (const interrupt of interrupts) interrupt();
  };
  const onSignal = () => {
    if (requestedAt === null) request(null);
    else if (Date.now() - requestedAt > SAME_KEYSTROKE_MILLISECONDS) for (const force of forces) force();
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  endWithNpm(() => request(null));

  return {
    requested,
    isRequested: () => requestedAt !== null,
    request,
    later: (undo) => void undos.push(undo),
    atOnce: (interrupt) => void interrupts.push(interrupt),
    whenForced: (force) => void forces.push(force),
    unwind: async () => {
      for (const undo of undos.reverse()) {
        await Promise.resolve(undo()).catch((error: unknown) => console.error(error));
      }
    },
  };
}
