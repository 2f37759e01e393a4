// How a test makes the API fail, slow down or refuse.

/**
 * What the next requests meet: an error or a refusal before anything happens, a broken connection before that, or one after the
 * request was carried out, so that only its answer is lost.
 */
export type Fault = "error" | "rate limit" | "no connection" | "lost answer";

export class Faults {
  /** Milliseconds before each answer. */
  latencyMs = 0;
  /** Milliseconds between what a request reads or does and its answer. */
  answerLatencyMs = 0;
  private planned: { fault: Fault; matches: (route: string) => boolean }[] = [];

  /** The next `count` requests, of the routes that match, fail. */
  failNext(count = 1, fault: Fault = "error", matches: string | RegExp = /./): void {
    const isMatch = (route: string) => (typeof matches === "string" ? route === matches : matches.test(route));
    for (let index = 0; index < count; index++) this.planned.push({ fault, matches: isMatch });
  }

  next(route: string): Fault | null {
    const index = this.planned.findIndex(({ matches }) => matches(route));
    return index < 0 ? null : (this.planned.splice(index, 1)[0]?.fault ?? null);
  }

  reset(): void {
    this.latencyMs = 0;
    this.answerLatencyMs = 0;
    this.planned = [];
  }
}
