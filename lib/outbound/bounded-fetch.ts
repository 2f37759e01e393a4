// A `fetch` for the clients of other services, which call it themselves: without redirects, and with a limit on how much of a
// response is read. The client sets the timeout, which also applies to the body.
import "server-only";
import { readAtMost } from "./read-at-most";

/** @returns a function that throws for a network failure, a redirect or a response above the size limit */
export function boundedFetch(maxBytes: number): typeof fetch {
  return async (url, init) => {
    const response = await fetch(url, { ...init, redirect: "error", cache: "no-store" });
    const { status, headers } = response;
    return new Response(status === 204 ? null : await readAtMost(response, maxBytes), { status, headers });
  };
}
