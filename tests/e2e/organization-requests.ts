// For every route below /api/v1/organizations/[org]: a request that takes effect.
import type { Body } from "./by-cookie";
import { FIXTURES } from "./feature-fixtures";
import { newAddress } from "./journey";
import { TENANT_NAME, type Kind, type PlantedTenant } from "./planted-tenant";

/** @param as the caller, if not an admin, to whom something of their own must belong */
type OfTenant = (tenant: PlantedTenant, as?: Kind) => { id?: string; body?: Body };

function requestsOf({ name, requests }: (typeof FIXTURES)[number]) {
  return Object.entries(requests).map(([entrance, body]) => {
    const [method, path] = entrance.split(" ");
    const key = `${method} /api/v1/organizations/[org]${path}`;
    return [key, ({ rows }: PlantedTenant) => ({ id: rows[name], body })] as const;
  });
}

/** Method and path, with the names of the folders → the body, and the value of `[id]`. */
export const ORGANIZATION_REQUESTS: Record<string, OfTenant> = {
  ...Object.fromEntries(FIXTURES.flatMap(requestsOf)),
  "GET /api/v1/organizations/[org]": () => ({}),
  "PATCH /api/v1/organizations/[org]": () => ({ body: { name: "Another name" } }),
  "DELETE /api/v1/organizations/[org]": () => ({ body: { name: TENANT_NAME } }),
  "GET /api/v1/organizations/[org]/api-keys": () => ({}),
  "POST /api/v1/organizations/[org]/api-keys": () => ({
    body: { name: "Deployments", owner: "user", role: "readonly", expires_in: "30d" },
  }),
  "DELETE /api/v1/organizations/[org]/api-keys/[id]": ({ apiKeys }, as) => ({
    id: apiKeys[as === "readonly" ? as : "member"],
  }),
  "GET /api/v1/organizations/[org]/audit-log": () => ({}),
  "POST /api/v1/organizations/[org]/audit-log/export": () => ({ body: { format: "csv" } }),
  "GET /api/v1/organizations/[org]/billing": () => ({}),
  "POST /api/v1/organizations/[org]/billing/checkout": () => ({ body: { plan: "professional", interval: "month" } }),
  "POST /api/v1/organizations/[org]/billing/portal": () => ({ body: {} }),
  "GET /api/v1/organizations/[org]/billing/credit-packs": () => ({}),
  "POST /api/v1/organizations/[org]/billing/credit-packs/checkout": () => ({ body: { pack: "5m" } }),
  "POST /api/v1/organizations/[org]/billing/credit-packs/verify": ({ checkout }) => ({ body: { checkout } }),
  "GET /api/v1/organizations/[org]/search": () => ({}),
  "GET /api/v1/organizations/[org]/settings": () => ({}),
  "GET /api/v1/organizations/[org]/invitations": () => ({}),
  "POST /api/v1/organizations/[org]/invitations": () => ({ body: { email: newAddress(), role: "member" } }),
  "DELETE /api/v1/organizations/[org]/invitations/[id]": ({ invitation }) => ({ id: invitation }),
  "POST /api/v1/organizations/[org]/invitations/[id]/resend": ({ invitation }) => ({ id: invitation }),
  "GET /api/v1/organizations/[org]/members": () => ({}),
  "PATCH /api/v1/organizations/[org]/members/[id]": ({ membership }) => ({ id: membership, body: { role: "readonly" } }),
  "DELETE /api/v1/organizations/[org]/members/[id]": ({ membership }) => ({ id: membership }),
  "GET /api/v1/organizations/[org]/usage/summary": () => ({}),
  "GET /api/v1/organizations/[org]/usage/history": () => ({}),
  "GET /api/v1/organizations/[org]/usage/top-users": () => ({}),
  "PATCH /api/v1/organizations/[org]/usage/overage": () => ({ body: { enabled: false, limit: 1 } }),
};
