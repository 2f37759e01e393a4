// Headers that only a proxy, the platform or the framework may set change nothing if a client sends them. On Vercel, most are
// overwritten before they reach the app; tests/e2e/vercel/direct-requests.spec.ts sends them to the functions themselves.
import { FORGED_ADDRESS, FORGED_HEADERS, MATCHED_PATH } from "@/tests/e2e/forged-headers";
import { linesOfRequest } from "@/tests/e2e/log-lines";
import { valueOf, type HeaderList } from "@/tests/e2e/raw-http";
import { RawVisitor } from "@/tests/e2e/raw-visitor";
import { expect, test } from "@/tests/setup/fixtures";

const HTML: HeaderList = [["Accept", "text/html"]];

test("ignores forged headers: neither the logged address nor the response changes", async ({ app, clientAddress }) => {
  const visitor = new RawVisitor(app.url, clientAddress);
  for (const path of ["/login", "/account/profile", "/admin", "/no/such/page", "/api/auth/session"]) {
    const plain = await visitor.get(path, HTML);
    // The client's own address stands to the right of what it claims.
    const claimed = ["X-Forwarded-For", `${FORGED_ADDRESS}, ${clientAddress}`] as const;
    const answer = await visitor.get(path, [...HTML, claimed, MATCHED_PATH, ...FORGED_HEADERS]);
    expect([path, answer.status]).toEqual([path, plain.status]);
    const names = (of: typeof answer) => of.headers.map(([name]) => name.toLowerCase()).sort();
    expect([path, names(answer)]).toEqual([path, names(plain)]);
    expect(JSON.stringify(answer.headers)).not.toMatch(/evil\.test|x-middleware-|forwarded-identity/i);
    expect(answer.body).not.toContain("evil.test");
    const [line] = await linesOfRequest(app, valueOf(answer, "X-Request-ID"));
    expect([path, line?.ip_address]).toEqual([path, clientAddress]);
  }
});

test("never shows a client the identity that the middleware forwards", async ({ app, clientAddress }) => {
  const visitor = new RawVisitor(app.url, clientAddress);
  for (const path of ["/", "/login", "/no/such/page", "/api/config", "/api/no/such"]) {
    const answer = await visitor.get(path, HTML);
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
    const answer = await own.get(path, HTML);
    expect([path, answer.body.replaceAll(`nxtPorg=${otherSlug}`, "").includes(otherSlug)]).toEqual([path, false]);
    expect([200, 400]).toContain(answer.status);
  }
  expect((await own.get(`/org/${otherSlug}?nxtPorg=${ownSlug}`, HTML)).status).toBe(404);
});
