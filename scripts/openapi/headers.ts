// The headers of responses in the API document.

const HEADERS: Record<string, object> = {
  "X-Request-ID": { description: "Identifies the request in logs and in support requests.", schema: { type: "string" } },
  "RateLimit-Limit": { description: "The requests allowed in a window.", schema: { type: "integer" } },
  "RateLimit-Remaining": { description: "The requests left in this window.", schema: { type: "integer" } },
  "RateLimit-Reset": { description: "The seconds until this window ends.", schema: { type: "integer" } },
  "Retry-After": { description: "The seconds after which to try again.", schema: { type: "integer", minimum: 0 } },
  "WWW-Authenticate": { description: "The scheme of `Authorization`, as in RFC 6750.", schema: { type: "string" } },
  "Set-Cookie": { description: "Sets or clears cookies, such as that of the session.", schema: { type: "string" } },
  "X-Call-ID": { description: "The id of the call to a language model.", schema: { type: "string", format: "uuid" } },
  "X-Credits-Reserved": { description: "The most credits that the call can use.", schema: { type: "integer", minimum: 0 } },
  "Content-Disposition": { description: "The name of the file.", schema: { type: "string" } },
};

export const OF_LIMITS = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"];

const referenceTo = (name: string): string => `#/components/headers/${name}`;

/** References to headers of HEADERS. */
export function headers(names: string[]): object {
  return Object.fromEntries(names.map((name) => [name, { $ref: referenceTo(name) }]));
}

/** The headers to which parts of a document refer. */
export function headersOf(parts: object): object {
  const text = JSON.stringify(parts);
  return Object.fromEntries(Object.entries(HEADERS).filter(([name]) => text.includes(`"${referenceTo(name)}"`)));
}
