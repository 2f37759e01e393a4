// A proxy in front of Vercel reports the client's address, because the platform overwrites X-Forwarded-For.
import { linesOfRequest } from "@/tests/e2e/log-lines";
import { valueOf, type HeaderList } from "@/tests/e2e/raw-http";
import { RawVisitor } from "@/tests/e2e/raw-visitor";
import { uniqueAddress } from "@/tests/factories/addresses";
import { expect, test } from "@/tests/setup/fixtures";
import { PROXY_HEADER, PROXY_SECRET } from "@/tests/setup/instances";

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
