// The middleware is no guard: the same build, served as if middleware.ts had been deleted, still refuses.
import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findRoutes } from "@/tests/e2e/routes";
import { expect, test } from "@/tests/setup/fixtures";
import { freePort } from "@/scripts/processes/free-port";

const ROOT = process.cwd();

/** A copy of the build whose manifests know no middleware. */
async function buildWithoutMiddleware(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "gatehouse-bare-"));
  await cp(path.join(ROOT, ".next"), path.join(folder, ".next"), {
    recursive: true,
    filter: (source) => !/\.next\/(cache|dev|types|trace)/.test(source),
  });
  await symlink(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
  const needed = ["package.json", "next.config.ts", "lib/web/edge/security-headers.ts", "prisma"];
  for (const name of needed) await cp(path.join(ROOT, name), path.join(folder, name), { recursive: true });
  const server = path.join(folder, ".next", "server");
  const functions = path.join(server, "functions-config-manifest.json");
  const config = JSON.parse(await readFile(functions, "utf8")) as { functions: Record<string, unknown> };
  expect(Object.keys(config.functions)).toContain("/_middleware");
  delete config.functions["/_middleware"];
  await writeFile(functions, JSON.stringify(config));
  return folder;
}

async function serve(folder: string, databaseUrl: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const secrets = { JWT_SECRET_KEY: "j".repeat(31) + "1", ENCRYPTION_KEY: "e".repeat(31) + "2", CRON_SECRET: "c".repeat(31) + "3" };
  const child = spawn(
    process.execPath,
    [path.join(ROOT, "node_modules/next/dist/bin/next"), "start", "-H", "127.0.0.1", "-p", String(port)],
    {
      cwd: folder,
      stdio: "ignore",
      env: {
        PATH: process.env.PATH, NODE_ENV: "production", APP_ENV: "test", APP_URL: url, DATABASE_URL: databaseUrl,
        RATE_LIMIT_STORE: "memory", SMTP_URL: "smtp://127.0.0.1:1", EMAIL_FROM: "a@example.com", LOG_LEVEL: "silent", ...secrets,
      },
    },
  );
  const stop = async () => {
    child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 100; tries += 1) {
    const up = await fetch(`${url}/api/health`).then((response) => response.ok, () => false);
    if (up) return { url, stop };
    await sleep(200);
  }
  await stop();
  throw new Error("the bare instance did not start");
}

test("with middleware.ts deleted, every protected page and route still refuses", async ({ app }) => {
  test.setTimeout(90_000);
  const bare = await serve(await buildWithoutMiddleware(), app.database_url);
  try {
    const probe = await fetch(`${bare.url}/api/health`);
    expect(probe.headers.get("content-security-policy"), "the middleware must not have run").toBeNull();
    const { protectedPages, protectedRoutes } = await findRoutes();
    expect(protectedPages.length).toBeGreaterThan(3);
    expect(protectedRoutes.map((route) => route.path)).toContain("/api/auth/logout");
    for (const page of protectedPages) {
      const response = await fetch(bare.url + page, { redirect: "manual", headers: { "x-middleware-subrequest": "middleware" } });
      expect([page, response.status, response.headers.get("location")]).toEqual([
        page, 307, expect.stringContaining("/login?next="),
      ]);
    }
    for (const { method, path: route } of protectedRoutes) {
      const response = await fetch(bare.url + route, { method });
      expect([method, route, response.status]).toEqual([method, route, 401]);
    }
    const forged = await fetch(`${bare.url}/api/auth/login`, {
      method: "POST",
      headers: { Origin: "https://evil.example", "Content-Type": "application/json" },
      body: JSON.stringify({ email: "a@example.com", password: "x" }),
    });
    expect(forged.status).toBe(403);
  } finally {
    await bare.stop();
  }
});
