import path from "node:path";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "./source";

// Snippets are checked under the names of real files, so that the product's own configuration applies.
const DOMAIN = "lib/auth/view.ts";
const PAGE = "app/not-found.tsx";
const COMPONENT = "components/ui/card.tsx";
const ADAPTER = "lib/web/adapters/route.ts";
const ROUTE = "app/api/health/route.ts";
const ACTIONS = "app/(auth)/login/actions.ts";
const AMOUNTS = "lib/billing/lost-credits.ts";
const TEST = "tests/architecture/lint-rules.test.ts";

interface Case {
  rule: string;
  file: string;
  bad: string;
  /** The replacement that the rule's message must name. */
  names?: string;
}

const CASES: Case[] = [
  { rule: "house/no-process-env", file: DOMAIN, bad: `export const url = process.env.APP_URL;`, names: "lib/env/server" },
  { rule: "house/no-process-env", file: PAGE, bad: `const { env } = process;\nexport { env };`, names: "lib/env/server" },
  {
    rule: "house/no-process-env",
    file: DOMAIN,
    bad: `export { x };\nimport { env as x } from "node:process";`,
    names: "lib/env/server",
  },
  { rule: "house/no-next-below-web", file: DOMAIN, bad: `export { headers } from "next/headers";`, names: "lib/web" },
  {
    rule: "house/no-next-below-web",
    file: DOMAIN,
    bad: `export const load = () => import("next/navigation");`,
    names: "lib/web",
  },
  { rule: "house/no-request-in-pages", file: PAGE, bad: `export { cookies } from "next/headers";`, names: "lib/web" },
  {
    rule: "house/no-own-cookies",
    file: ADAPTER,
    bad: `export { x };\nimport { cookies as x } from "next/headers";`,
    names: "lib/web/cookies",
  },
  {
    rule: "house/no-own-cookies",
    file: ADAPTER,
    bad: `import type { NextResponse } from "next/server";\nexport const end = (answer: NextResponse) => answer.cookies.delete("session_id");`,
    names: "lib/web/cookies",
  },
  {
    rule: "house/no-own-cookies",
    file: ADAPTER,
    bad: `export const headers = new Headers({ "Set-Cookie": "session_id=" });`,
    names: "lib/web/cookies",
  },
  {
    rule: "house/no-raw-client",
    file: DOMAIN,
    bad: `export { database } from "@/lib/db/client";`,
    names: "lib/db/transaction",
  },
  {
    rule: "house/no-raw-client",
    file: DOMAIN,
    bad: `export { database } from "../db/client";`,
    names: "lib/db/transaction",
  },
  {
    rule: "house/no-sql-from-strings",
    file: DOMAIN,
    bad: `import type { SystemDb } from "@/lib/db/transaction";\nexport const all = (db: SystemDb, sql: string) => db.$queryRawUnsafe(sql);`,
    names: "$queryRaw",
  },
  {
    rule: "house/no-sql-from-strings",
    file: DOMAIN,
    bad: `import type { SystemDb } from "@/lib/db/transaction";\nexport const all = (db: SystemDb, sql: string) => db["$executeRawUnsafe"](sql);`,
    names: "$executeRaw",
  },
  {
    rule: "house/no-sql-from-strings",
    file: "lib/db/transaction.ts",
    bad: `import { Prisma } from "./generated/client";\nexport const sql = (text: string) => Prisma.raw(text);`,
    names: "$queryRaw",
  },
  {
    rule: "house/no-raw-html",
    file: COMPONENT,
    bad: `export const Raw = ({ html }: { html: string }) => <p dangerouslySetInnerHTML={{ __html: html }} />;`,
  },
  {
    rule: "house/no-raw-html",
    file: COMPONENT,
    bad: `export const Raw = ({ html }: { html: string }) => <p {...{ dangerouslySetInnerHTML: { __html: html } }} />;`,
  },
  { rule: "house/no-inline-style", file: COMPONENT, bad: `export const Red = () => <p style={{ color: "red" }} />;` },
  {
    rule: "house/no-cut-input",
    file: COMPONENT,
    bad: `export const Name = () => <input name="name" maxLength={100} />;`,
    names: "lib/text/at-most",
  },
  {
    rule: "house/no-cut-input",
    file: COMPONENT,
    bad: `export const Name = () => <input {...{ maxLength: 100 }} />;`,
    names: "lib/text/at-most",
  },
  { rule: "house/no-fetch", file: DOMAIN, bad: `export const get = (url: string) => fetch(url);`, names: "lib/outbound" },
  {
    rule: "house/no-fetch",
    file: COMPONENT,
    bad: `export const get = (url: string) => globalThis.fetch(url);`,
    names: "lib/outbound",
  },
  { rule: "house/no-http-client", file: DOMAIN, bad: `export { request } from "node:https";`, names: "lib/outbound" },
  {
    rule: "house/no-inline-actions",
    file: PAGE,
    bad: `export async function act(): Promise<number> {\n  "use server";\n  return Promise.resolve(1);\n}`,
    names: "actions.ts",
  },
  {
    rule: "house/action-exports",
    file: ACTIONS,
    bad: `"use server";\nimport { signInAction } from "@/lib/web/entrances/auth/sign-in-action";\nexport { signInAction };`,
    names: "lib/web",
  },
  {
    rule: "house/action-exports",
    file: ACTIONS,
    bad: `"use server";\nimport { idleForm } from "@/lib/web/adapters/form-state";\nexport const submit = [idleForm];`,
    names: "lib/web",
  },
  {
    rule: "house/action-exports",
    file: ACTIONS,
    bad: `"use server";\nimport { methods } from "@/lib/web/adapters/route";\nexport const submit = methods({ GET: () => Promise.resolve(new Response()) });`,
    names: "operation",
  },
  {
    rule: "house/no-route-bodies",
    file: ROUTE,
    bad: `export const GET = () => new Response();`,
    names: "lib/web/adapters/route",
  },
  {
    rule: "house/no-console",
    file: DOMAIN,
    bad: `export const tell = () => console.log("here");`,
    names: "lib/observability/log",
  },
  { rule: "house/no-weak-random", file: DOMAIN, bad: `export const id = Math.random();`, names: "lib/crypto/random" },
  ...[
    `export const dollars = (cents: number) => cents / 100;`,
    `export const dollars = (cents: number) => Math.max(0, cents / 100);`,
    `export function half(cents: number) {\n  let rest = cents;\n  rest /= 2;\n  return rest;\n}`,
    `export const cents = (text: string) => Math.round(parseFloat(text) * 100);`,
    `export const read = Number.parseFloat;`,
    `export const words = (dollars: number) => dollars.toFixed(2);`,
    `export const fee = (cents: number) => Math.round(cents * 0.029);`,
    `export const TINY = 1e-6;`,
  ].map((bad) => ({ rule: "house/no-inexact-amounts", file: AMOUNTS, bad, names: "lib/credits/dollars" })),
  {
    rule: "house/no-can-parse",
    file: DOMAIN,
    bad: `export const isUrl = (text: string) => URL.canParse(text);`,
    names: "lib/text/parse-url",
  },
  {
    rule: "house/no-own-mocks",
    file: TEST,
    bad: `import { vi } from "vitest";\nvi.mock("@/lib/db/client");`,
    names: "fakes",
  },
  { rule: "house/no-own-mocks", file: TEST, bad: `import { vi } from "vitest";\nvi.doMock("./source");`, names: "fakes" },
  { rule: "house/no-focused-tests", file: TEST, bad: `import { it } from "vitest";\nit.only("alone", () => undefined);` },
  {
    rule: "house/no-focused-tests",
    file: TEST,
    bad: `import { describe } from "vitest";\ndescribe.only("alone", () => undefined);`,
  },
  { rule: "@typescript-eslint/no-explicit-any", file: DOMAIN, bad: `export const list: any[] = [];` },
  { rule: "@typescript-eslint/no-floating-promises", file: DOMAIN, bad: `export function go() {\n  Promise.resolve(1);\n}` },
  {
    rule: "@typescript-eslint/no-unsafe-return",
    file: DOMAIN,
    bad: `export const read = (text: string) => JSON.parse(text);`,
  },
  { rule: "@typescript-eslint/ban-ts-comment", file: DOMAIN, bad: `// @ts-ignore because\nexport const x = 1;` },
  {
    rule: "react-hooks/rules-of-hooks",
    file: COMPONENT,
    bad: `import { useState } from "react";\nexport function C({ on }: { on: boolean }) {\n  if (on) useState(1);\n  return null;\n}`,
  },
  { rule: "@next/next/no-sync-scripts", file: COMPONENT, bad: `export const Widget = () => <script src="/a.js" />;` },
];

const FINE: [what: string, file: string, text: string][] = [
  ["process.env in lib/env/server.ts", "lib/env/server.ts", `export const all = process.env;`],
  ["process.env in a script", "scripts/migrate.ts", `export const url = process.env.DATABASE_URL;`],
  ["process.env in instrumentation.ts", "instrumentation.ts", `export const runtime = process.env.NEXT_RUNTIME;`],
  ["next/headers in lib/web", "lib/web/cookies/flash.ts", `export { headers } from "next/headers";`],
  ["fetch in lib/outbound", "lib/outbound/limited-fetch.ts", `export const get = (url: URL) => fetch(url);`],
  ["a quotient that is rounded at once", AMOUNTS, `export const part = (a: number, b: number) => Math.floor((a * 2) / b);`],
  ["a quotient of bigints", AMOUNTS, `export const part = (a: bigint, b: number) => a / BigInt(b);`],
  ["a decimal in a text", AMOUNTS, `export const EXAMPLE = "0.15";`],
  ["fetch in a test", TEST, `export const get = (url: string) => fetch(url);`],
  [
    "an action made by an adapter",
    ACTIONS,
    `"use server";\nimport { signInAction } from "@/lib/web/entrances/auth/sign-in-action";\nexport const submit = signInAction;`,
  ],
];

describe("the linter", () => {
  const eslint = new ESLint({ cwd: ROOT });
  // The project's own rules need no type information. Collecting it takes most of the linter's time.
  const untyped = new ESLint({ cwd: ROOT, overrideConfig: tseslint.configs.disableTypeChecked });

  async function findings(file: string, text: string, linter = eslint) {
    const [result] = await linter.lintText(`${text}\n`, { filePath: path.join(ROOT, file) });
    return result?.messages ?? [];
  }

  // Loads the whole program first, so that the first test does not exceed its time limit.
  beforeAll(() => findings(DOMAIN, "export {};"), 120_000);

  it.each(CASES)("reports only $rule for: $bad", { timeout: 30_000 }, async ({ rule, file, bad, names }) => {
    const messages = await findings(file, bad, rule.startsWith("house/") ? untyped : eslint);
    expect([...new Set(messages.map(({ ruleId }) => ruleId))]).toEqual([rule]);
    expect(messages[0]?.severity).toBe(2);
    expect(messages[0]?.message).toContain(names ?? "");
  });

  it.each(FINE)("accepts %s", { timeout: 30_000 }, async (_what, file, text) => {
    expect(await findings(file, text, untyped)).toEqual([]);
  });

  it("refuses a double assertion through any", { timeout: 30_000 }, async () => {
    const messages = await findings(DOMAIN, `export const size = (value: string) => ((value as any) as string).length;`);
    expect(messages.map(({ ruleId }) => ruleId)).toEqual(
      expect.arrayContaining(["house/no-any-assertion", "@typescript-eslint/no-explicit-any"]),
    );
  });

  it("cannot be disabled by a comment", { timeout: 30_000 }, async () => {
    const messages = await findings(DOMAIN, `/* eslint-disable */\nexport const id = Math.random();`);
    expect(messages.map(({ ruleId }) => ruleId)).toContain("house/no-weak-random");
  });

  it("is tested in this file for each of the project's own rules", async () => {
    const config = (await eslint.calculateConfigForFile(path.join(ROOT, DOMAIN))) as {
      plugins: Record<string, { rules?: Record<string, unknown> }>;
    };
    const rules = Object.keys(config.plugins.house?.rules ?? {}).map((name) => `house/${name}`);
    const shown = new Set([...CASES.map(({ rule }) => rule), "house/no-any-assertion"]);
    expect(rules.length).toBeGreaterThan(10);
    expect(rules.filter((rule) => !shown.has(rule))).toEqual([]);
  });
});
