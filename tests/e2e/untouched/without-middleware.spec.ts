// Security does not depend on the middleware: the same build still refuses requests when served without the middleware.
import { cp, mkdtemp, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ROOT, startBareInstance } from "@/tests/e2e/bare-instance";
import { allEntrances, findRoutes } from "@/tests/e2e/routes";
import { expect, test } from "@/tests/setup/fixtures";

/** Routes that ignore cookies: one requires its own secret, the other only receives browsers' reports. */
const WITHOUT_COOKIE = ["/api/cron", "/api/csp-report", "/api/webhooks/stripe"];

/** A copy of the build whose manifests do not mention the middleware. */
async function buildWithoutMiddleware(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "gatehouse-bare-"));
  await cp(path.join(ROOT, ".next"), path.join(folder, ".next"), {
    recursive: true,
    filter: (source) => !/\.next\/(cache|dev|types|trace)/.test(source),
  });
  await symlink(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
  const imported = ["lib/env/default-hsts.ts", "lib/web/edge/security-headers.ts", "lib/web/edge/paths.ts"];
  const needed = ["package.json", "next.config.ts", ...imported, "prisma"];
  for (const name of needed) await cp(path.join(ROOT, name), path.join(folder, name), { recursive: true });
  const server = path.join(folder, ".next", "server");
  const functions = path.join(server, "functions-config-manifest.json");
  const config = JSON.parse(await readFile(functions, "utf8")) as { functions: Record<string, unknown> };
  expect(Object.keys(config.functions)).toContain("/_middleware");
  delete config.functions["/_middleware"];
  await writeFile(functions, JSON.stringify(config));
  return folder;
}

test("refuses requests at every protected page and route even without middleware.ts", async ({ app }) => {
  test.setTimeout(90_000);
  const bare = await startBareInstance(app.database_url, { copy: await buildWithoutMiddleware() });
  try {
    const probe = await fetch(`${bare.url}/api/health`);
    expect(probe.headers.get("content-security-policy"), "the middleware must not have run").toBeNull();
    const { protectedPages, protectedRoutes } = await findRoutes();
    expect(protectedPages.length).toBeGreaterThan(3);
    expect(protectedRoutes.map((route) => route.path)).toContain("/api/auth/logout");
    for (const page of protectedPages) {
      const response = await fetch(bare.url + page, {
        redirect: "manual",
        headers: { "x-middleware-subrequest": "middleware" },
      });
      expect([page, response.status, response.headers.get("location")]).toEqual([
        page,
        307,
        expect.stringMatching(/\/login$/),
      ]);
    }
    for (const { method, path: route } of protectedRoutes) {
      const response = await fetch(bare.url + route, { method });
      expect([method, route, response.status]).toEqual([method, route, 401]);
    }
    for (const { method, path: route } of (await allEntrances()).routes.filter((each) => each.method !== "GET")) {
      if (WITHOUT_COOKIE.includes(route)) continue;
      const forged = await fetch(bare.url + route, {
        method,
        headers: { Origin: "https://evil.test", "Content-Type": "application/json" },
        body: JSON.stringify({ email: "a@example.com", password: "x" }),
      });
      expect([method, route, forged.status]).toEqual([method, route, 403]);
    }
  } finally {
    await bare.stop();
  }
});
