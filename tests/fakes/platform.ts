// The request context of a hosting platform: code that serves a request can ask the platform to wait for more work.
import { AsyncLocalStorage } from "node:async_hooks";

const CONTEXT = Symbol.for("@vercel/request-context");

interface Invocation {
  isOver: boolean;
  waitUntil: (work: Promise<unknown>) => void;
}

const holder = globalThis as { [CONTEXT]?: { get: () => Invocation | undefined } };

export class FakePlatform {
  private readonly invocations = new AsyncLocalStorage<Invocation>();
  private readonly works = new Set<Promise<unknown>>();

  constructor() {
    holder[CONTEXT] = { get: () => this.invocations.getStore() };
  }

  /** The number of works that keep the instance awake. */
  get awaitedWorks(): number {
    return this.works.size;
  }

  /** Serves a request. Afterwards, the platform ignores whatever is added to it. */
  async serve<T>(handle: () => Promise<T>): Promise<T> {
    const invocation: Invocation = {
      isOver: false,
      waitUntil: (work) => {
        if (!invocation.isOver) this.add(work);
      },
    };
    try {
      // The handle may return a promise that starts its work only when it is awaited, as Prisma's do.
      return await this.invocations.run(invocation, async () => await handle());
    } finally {
      invocation.isOver = true;
    }
  }

  /** Resolves when nothing keeps the instance awake any longer: now the platform freezes it. */
  async untilFrozen(): Promise<void> {
    while (this.works.size > 0) await Promise.race(this.works);
  }

  remove(): void {
    delete holder[CONTEXT];
  }

  private add(work: Promise<unknown>): void {
    const done = work.finally(() => this.works.delete(done));
    this.works.add(done);
  }
}
