// Headers that only the platform may set change nothing if a client sends them.
import { linesOfRequest } from "@/tests/e2e/log-lines";
import { valueOf, type HeaderList } from "@/tests/e2e/raw-http";
import { RawVisitor } from "@/tests/e2e/raw-visitor";
import { uniqueAddress } from "@/tests/factories/addresses";
import { expect, test } from "@/tests/setup/fixtures";
import { PROXY_HEADER, PROXY_SECRET } from "@/tests/setup/instances";

const FORGED = "203.0.113.99";
const CLAIMS: HeaderList = [
  ["X-Real-IP", FORGED],
  ["X-Vercel-Forwarded-For", FORGED],
  ["X-Vercel-Proxied-For", FORGED],
  ["X-Vercel-IP-Country", "NL"],
  ["Forwarded", `for=${FORGED}`],
  ["X-Forwarded-Host", "evil.test"],
  ["X-Forwarded-Proto", "http"],
  ["X-Matched-Path", "/admin"],
  ["X-Now-Route-Matches", "1=other"],
  ["X-Middleware-Next", "1"],
  ["X-Middleware-Subrequest", "middleware:middleware:middleware:middleware:middleware"],
  ["X-Middleware-Request-Cookie", "__Host-session_id=x"],
  ["X-Prerender-Revalidate", "guess"],
  [PROXY_HEADER, FORGED],
  ["X-Origin-Verify", PROXY_SECRET.toUpperCase()],
  ["X-Gatehouse-Forwarded-Identity", `00000000-0000-4000-8000-000000000000 ${FORGED} ${Date.now()} ${"A".repeat(43)}`],
];

test("changes neither the client's address nor the answer", async ({ app, clientAddress }) => {
  const visitor = new RawVisitor(app.url, clientAddress);
  for (const path of ["/login", "/account/profile", "/admin", "/no/such/page", "/api/auth/session"]) {
    const plain = await visitor.get(path, [["Accept", "text/html"]]);
    // The client's own address stands to the right of what it claims.
    const claims: HeaderList = [["Accept", "text/html"], ["X-Forwarded-For", `${FORGED}, ${clientAddress}`], ...CLAIMS];
    const answer = await visitor.get(path, claims);
    expect([path, answer.status]).toEqual([path, plain.status]);
    expect(JSON.stringify(answer.headers)).not.toMatch(/evil\.test|x-middleware-|forwarded-identity/i);
    expect(answer.body).not.toContain("evil.test");
    const [line] = await linesOfRequest(app, valueOf(answer, "X-Request-ID"));
    expect([path, line?.ip_address]).toEqual([path, clientAddress]);
  }
});

test("believes the address that a proxy with the secret reports", async ({ app, clientAddress }) => {
  const proxy = new RawVisitor(app.url, clientAddress);
  const reported = uniqueAddress();
  for (const path of ["/login", "/no/such/page", "/api/auth/session"]) {
    const verified: HeaderList = [
      [PROXY_HEADER, reported],
      ["X-Origin-Verify", PROXY_SECRET],
    ];
    const answer = await proxy.get(path, verified);
    expect(`${JSON.stringify(answer.headers)}${answer.body}`).not.toContain(PROXY_SECRET);
    const [line] = await linesOfRequest(app, valueOf(answer, "X-Request-ID"));
    expect([path, line?.ip_address]).toEqual([path, reported]);
    const twice = await proxy.get(path, [["X-Origin-Verify", "guess"], ...verified]);
    const [other] = await linesOfRequest(app, valueOf(twice, "X-Request-ID"));
    expect([path, other?.ip_address]).toEqual([path, clientAddress]);
  }
});

test("never shows a client the identity that the middleware forwards", async ({ app, clientAddress }) => {
  const visitor = new RawVisitor(app.url, clientAddress);
  for (const path of ["/", "/login", "/no/such/page", "/api/config", "/api/no/such"]) {
    const answer = await visitor.get(path, [["Accept", "text/html"]]);
    expect(`${JSON.stringify(answer.headers)}${answer.body}`).not.toMatch(/forwarded-identity|x-middleware-/i);
  }
});

test("serves one organization, whichever other one the query names", async ({ app, nextAddress, mailbox }) => {
  const [own, other] = [new RawVisitor(app.url, nextAddress()), new RawVisitor(app.url, nextAddress())];
  await own.signUpAndIn(mailbox);
  await other.signUpAndIn(mailbox);
  const slugOf = async (visitor: RawVisitor) => {
    const session = JSON.parse((await visitor.get("/api/auth/session")).body) as { organizations: { slug: string }[] };
    return session.organizations[0]?.slug ?? "";
  };
  const [ownSlug, otherSlug] = [await slugOf(own), await slugOf(other)];
  for (const path of [
    `/org/${ownSlug}?nxtPorg=${otherSlug}`,
    `/api/v1/organizations/${ownSlug}/members?nxtPorg=${otherSlug}`,
  ]) {
    const answer = await own.get(path, [["Accept", "text/html"]]);
    expect([path, answer.body.replaceAll(`nxtPorg=${otherSlug}`, "").includes(otherSlug)]).toEqual([path, false]);
    expect([200, 400]).toContain(answer.status);
  }
  expect((await own.get(`/org/${otherSlug}?nxtPorg=${ownSlug}`, [["Accept", "text/html"]])).status).toBe(404);
});
