// What differs on Vercel from `npm start` in the headers of responses, because the platform sets or withholds it, and the only
// value that is accepted there. The guide to deploying lists the same differences in the same words, which
// tests/architecture/deploy-guide.test.ts checks.
import type { Carrier, HeaderRule } from "./required-headers";

interface Difference {
  header: string;
  on: (carrier: Carrier, status: number) => boolean;
  /** Null if the header must be absent. */
  value: string | RegExp | null;
  /** As in the guide. */
  text: string;
}

const REVALIDATED = "public, max-age=0, must-revalidate";

export const PLATFORM_DIFFERENCES: readonly Difference[] = [
  { header: "Server", on: () => true, value: "Vercel", text: "Every response has `Server: Vercel`." },
  {
    header: "X-Vercel-Id",
    on: () => true,
    value: /^([a-z]{3}\d::)+[0-9a-z-]+$/,
    text: "Every response has an `X-Vercel-Id`, which names the request in Vercel's own logs.",
  },
  {
    header: "X-Request-ID",
    on: ({ kind }) => kind === "file",
    value: null,
    text: "Static files have no `X-Request-ID`, and their requests are not logged.",
  },
  {
    header: "Cache-Control",
    on: ({ kind }, status) => kind === "file" && status === 404,
    value: REVALIDATED,
    text: `A missing static file has \`Cache-Control: ${REVALIDATED}\` instead of \`no-store\`.`,
  },
  {
    header: "Cache-Control",
    on: ({ kind }) => kind === "failure",
    value: REVALIDATED,
    text: `The page for a function that failed has \`Cache-Control: ${REVALIDATED}\`, too.`,
  },
  {
    header: "X-Vercel-Error",
    on: ({ kind }) => kind === "platform",
    value: /^(FUNCTION_PAYLOAD_TOO_LARGE|MIDDLEWARE_INVOCATION_FAILED)$/,
    text: "Errors of the platform itself have an `X-Vercel-Error` and none of the app's headers: 413 for a body over 4.5 MB, and 500 if the middleware fails.",
  },
];

/** The rules for a response on the platform. */
export function platformRules(rules: readonly HeaderRule[], carrier: Carrier, status: number): HeaderRule[] {
  const due = PLATFORM_DIFFERENCES.filter(({ on }) => on(carrier, status));
  const differs = (header: string) => due.some((difference) => difference.header === header);
  return [...rules.filter(({ header }) => !differs(header)), ...due];
}
