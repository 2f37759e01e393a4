// The responses of routes, other than files and refusals. Caches must never store them.
import "server-only";

const NO_STORE = { "Cache-Control": "no-store" };

export function jsonAnswer(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: NO_STORE });
}

export function emptyAnswer(): Response {
  return new Response(null, { status: 204, headers: NO_STORE });
}

/** Redirects a browser to a page, after it has posted a form. */
export function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { ...NO_STORE, Location: location } });
}
