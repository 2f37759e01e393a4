// The headers that responses must have exactly once, and the headers that no response may have.
import { platformRules } from "./platform-differences";
import { CLAIMED_REQUEST_ID } from "./raw-visitor";
import { valuesOf, type RawAnswer } from "./raw-http";

/**
 * `page`: any response for a path outside the API. `api`: a response of the API, or a refusal before the app reads the path.
 * `shared`: a response of the API that is the same for everyone.
 * `unrouted`: a response of the framework before it calls the app. `file`: a static file, even a missing one. Only on Vercel:
 * `failure`, the static page for a function that failed, and `platform`, an error before any code of the app runs.
 */
export type AnswerKind = "page" | "api" | "shared" | "unrouted" | "file" | "failure" | "platform";

export interface Carrier {
  kind: AnswerKind;
  /** Whether the response was sent behind TLS, as in production. */
  strict: boolean;
  /** Whether the URL contains a token. */
  hasToken?: boolean;
  /** Whether the response comes from Vercel's platform, which differs in a few headers. */
  onVercel?: boolean;
}

export interface HeaderRule {
  header: string;
  /** Null if the header must be absent. */
  value: string | RegExp | null;
}

interface Rule extends HeaderRule {
  on: (carrier: Carrier, status: number) => boolean;
}

const always = ({ kind }: Carrier) => kind !== "platform";
const kinds =
  (...wanted: AnswerKind[]) =>
  (carrier: Carrier) =>
    wanted.includes(carrier.kind);

const NONCE = "([A-Za-z0-9+/]{22}==)";

const PAGE_POLICY = new RegExp(
  `^${[
    "default-src 'self'",
    `script-src 'self' 'nonce-${NONCE}' 'strict-dynamic'`,
    String.raw`style-src 'self' 'nonce-\1'`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    // And the provider that stands in for Google, and the simulator of Stripe where there is one.
    String.raw`form-action 'self'(?: http://127\.0\.0\.1:\d+){1,2}`,
    "frame-ancestors 'none'",
    "report-to csp",
  ].join("; ")}$`,
);

const API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const FEATURES =
  "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), " +
  "fullscreen=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), " +
  "microphone=(), midi=(), payment=(), picture-in-picture=(), screen-wake-lock=(), serial=(), usb=(), " +
  "xr-spatial-tracking=()";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const NOT_STORED = /^([a-z0-9=-]+, )*no-store(, [a-z0-9=-]+)*$/;
/** Files with a hash in their name, and others. */
const FILE_CACHE = /^public, ?max-age=(31536000, ?immutable|0, must-revalidate)$/;

const RULES: readonly Rule[] = [
  { header: "Content-Security-Policy", value: PAGE_POLICY, on: kinds("page", "failure") },
  { header: "Content-Security-Policy", value: API_POLICY, on: kinds("api", "shared") },
  { header: "Reporting-Endpoints", value: 'csp="/api/csp-report"', on: kinds("page", "failure") },
  {
    header: "Strict-Transport-Security",
    value: "max-age=63072000; includeSubDomains",
    on: (carrier) => carrier.strict && always(carrier),
  },
  { header: "X-Content-Type-Options", value: "nosniff", on: always },
  { header: "X-Frame-Options", value: "DENY", on: always },
  { header: "Referrer-Policy", value: "no-referrer", on: (carrier) => carrier.hasToken === true && always(carrier) },
  {
    header: "Referrer-Policy",
    value: "strict-origin-when-cross-origin",
    on: (carrier) => carrier.hasToken !== true && always(carrier),
  },
  { header: "Permissions-Policy", value: FEATURES, on: always },
  { header: "Cross-Origin-Opener-Policy", value: "same-origin", on: always },
  { header: "Cross-Origin-Resource-Policy", value: "same-origin", on: always },
  { header: "X-XSS-Protection", value: "0", on: always },
  { header: "X-Request-ID", value: UUID, on: always },
  { header: "Cache-Control", value: NOT_STORED, on: kinds("page", "api", "unrouted") },
  { header: "Cache-Control", value: NOT_STORED, on: ({ kind }, status) => kind === "file" && status === 404 },
  { header: "Cache-Control", value: FILE_CACHE, on: ({ kind }, status) => kind === "file" && status === 200 },
  { header: "Cache-Control", value: FILE_CACHE, on: kinds("shared") },
];

/** Headers that would reveal the framework, or weaken other headers. */
const FORBIDDEN = ["X-Powered-By", "Server", "Public-Key-Pins", "Content-Security-Policy-Report-Only"];

function problemOf(answer: RawAnswer, { header, value }: HeaderRule): string[] {
  const values = valuesOf(answer, header);
  if (value === null) return values.length === 0 ? [] : [`${header} must not be set`];
  if (values.length !== 1) return [`${header} is there ${values.length} times, not once`];
  const is = values[0] ?? "";
  const isRight = typeof value === "string" ? is === value : value.test(is);
  return isRight ? [] : [`${header} is ${is}, not ${value.toString()}`];
}

/** The problems with a response's headers. */
export function headerProblems(answer: RawAnswer, carrier: Carrier): string[] {
  const usual: HeaderRule[] = RULES.filter((rule) => rule.on(carrier, answer.status));
  const due = carrier.onVercel ? platformRules(usual, carrier, answer.status) : usual;
  const problems = due.flatMap((rule) => problemOf(answer, rule));
  const isDue = (header: string) => due.some((rule) => rule.header === header);
  for (const { header } of RULES.filter((rule) => !isDue(rule.header))) {
    if (valuesOf(answer, header).length > 1) problems.push(`${header} occurs twice`);
  }
  for (const header of carrier.strict ? FORBIDDEN : [...FORBIDDEN, "Strict-Transport-Security"]) {
    if (valuesOf(answer, header).length > 0 && !isDue(header)) problems.push(`${header} must not be set`);
  }
  if (valuesOf(answer, "X-Request-ID").includes(CLAIMED_REQUEST_ID)) problems.push("X-Request-ID is the client's");
  return problems;
}

/** The nonce in a page's policy, or null if the response has none. */
export function nonceOf(answer: RawAnswer): string | null {
  return PAGE_POLICY.exec(valuesOf(answer, "Content-Security-Policy")[0] ?? "")?.[1] ?? null;
}
