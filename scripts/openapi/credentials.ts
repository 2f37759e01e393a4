// The security schemes of the API document, and which of them an operation accepts.
import type { Accepts } from "@/lib/access/accepts";
import type { OperationMeta } from "@/lib/access/registry";
import { takesBearer } from "@/lib/web/edge/paths";
import { SESSION } from "./texts";

type Credential = Accepts[number];

const bearer = (description: string, bearerFormat?: string) => ({
  type: "http",
  scheme: "bearer",
  bearerFormat,
  description,
});

/** docs/api-keys.md */
const KEY_FORMAT = "gh_live_…";

/** Credential → the name of its scheme. */
const NAMES = {
  session: "session",
  token: "accessToken",
  "personal key": "personalApiKey",
  "organization key": "organizationApiKey",
} as const satisfies Record<Credential, string>;

const CREDENTIALS = Object.keys(NAMES) as Credential[];

/** The bearer secret of a route without an operation → its scheme. */
export const SECRETS = { CRON_SECRET: "cronSecret", METRICS_TOKEN: "metricsToken" } as const;

export const SECURITY_SCHEMES = {
  session: { type: "apiKey", in: "cookie", name: "__Host-session_id", description: SESSION },
  accessToken: bearer("The access token of an API client. Never together with the cookie of a session.", "JWT"),
  personalApiKey: bearer("A member’s personal API key. It acts as this member, with at most the key’s role.", KEY_FORMAT),
  organizationApiKey: bearer("An API key of an organization. It acts on its own, with the key’s role.", KEY_FORMAT),
  cronSecret: bearer("The secret of the scheduler, `CRON_SECRET`."),
  metricsToken: bearer("The secret of the metrics’ reader, `METRICS_TOKEN`."),
};

/** The credentials with which a request at this path reaches the operation. Elsewhere than below /api/v1, no bearer does. */
function acceptedAt(path: string, { accepts }: OperationMeta): Credential[] {
  const accepted: readonly Credential[] = accepts ?? [];
  return CREDENTIALS.filter((each) => accepted.includes(each) && (each === "session" || takesBearer(path)));
}

/** Whether a request at this path may have a valid credential that the operation does not accept. */
export function refusesSome(path: string, operation: OperationMeta): boolean {
  return takesBearer(path) && acceptedAt(path, operation).length < CREDENTIALS.length;
}

/** The alternatives, each with the least role that it needs, as OpenAPI 3.1 allows for schemes that are not OAuth's. */
export function securityOf(path: string, operation: OperationMeta): Record<string, string[]>[] {
  const { minRole } = operation;
  if (minRole === "public") return [{}];
  return acceptedAt(path, operation).map((each) => ({ [NAMES[each]]: minRole === "user" ? [] : [minRole] }));
}
