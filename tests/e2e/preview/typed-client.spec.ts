// A client whose types a standard tool generates from the API document that the running app serves: a correct program
// compiles and works, and incorrect ones do not compile.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import openapiTypes, { astToString } from "openapi-typescript";
import ts from "typescript";
import { createAccount } from "@/tests/e2e/account";
import { expect, test } from "@/tests/setup/fixtures";

const HEAD = `
import createClient from "openapi-fetch";
import type { paths } from "./api";

interface Person { email: string; password: string }

export async function run(baseUrl: string, { email, password }: Person, headers: Record<string, string>) {
  const anyone = createClient<paths>({ baseUrl, headers });
  const as = (token: string) => createClient<paths>({ baseUrl, headers: { ...headers, Authorization: \`Bearer \${token}\` } });
  const { data: tokens } = await anyone.POST("/api/v1/auth/login", { body: { email, password } });
  if (!tokens) throw new Error("not signed in");
  const client = as(tokens.access_token);
  const { data: me } = await client.GET("/api/v1/me");
  const org = me?.organization?.slug ?? "";
`;

const CORRECT = `${HEAD}
  const path = { org };
  const header = { "Idempotency-Key": email };
  const renamed = await client.PATCH("/api/v1/organizations/{org}", { params: { path }, body: { name: "Typed" } });
  const after = await client.GET("/api/v1/organizations/{org}", { params: { path } });
  const members = await client.GET("/api/v1/organizations/{org}/members", { params: { path, query: { limit: 2 } } });
  const roles: ("readonly" | "member" | "org_admin")[] = members.data?.items.map(({ role }) => role) ?? [];
  const invite = () =>
    client.POST("/api/v1/organizations/{org}/invitations", {
      params: { path, header },
      body: { email: \`guest-of-\${email}\`, role: "readonly" },
    });
  const [invited, again] = [await invite(), await invite()];
  const refused = await client.PATCH("/api/v1/organizations/{org}", { params: { path }, body: { name: "" } });
  if (refused.error?.code !== "VALIDATION_ERROR") throw new Error("an empty name is accepted");
  const { data: renewed } = await anyone.POST("/api/v1/auth/refresh", { body: { refresh_token: tokens.refresh_token } });
  if (!renewed) throw new Error("not renewed");
  const ended = await anyone.POST("/api/v1/auth/logout", { body: { refresh_token: renewed.refresh_token } });
  const later = await as(renewed.access_token).GET("/api/v1/me");
  return {
    me: me?.user.email,
    renamed: renamed.response.status,
    name: after.data?.name,
    roles,
    next: members.data?.next_cursor,
    invited: invited.data?.role,
    repeated: again.data?.id === invited.data?.id,
    refused: refused.error.details.name,
    ended: ended.response.status,
    later: later.error?.code,
  };
}
`;

/** A call → what TypeScript finds fault with: a part of the program, or of the message. */
const INCORRECT: Record<string, [call: string, fault: string]> = {
  "an unknown path": [`client.GET("/api/v1/no-such-path", {})`, `"/api/v1/no-such-path"`],
  "a method that the path does not have": [`client.PUT("/api/v1/organizations/{org}", {})`, `"/api/v1/organizations/{org}"`],
  "a missing parameter in the path": [`client.GET("/api/v1/organizations/{org}", {})`, "'params' is missing"],
  "a missing field": [
    `client.PATCH("/api/v1/organizations/{org}", { params: { path: { org } }, body: {} })`,
    "'name' is missing",
  ],
  "a value that is not one of the allowed ones": [
    `client.POST("/api/v1/organizations/{org}/invitations", { params: { path: { org } }, body: { email: "", role: "owner" } })`,
    "role",
  ],
  "an unknown field": [
    // The functions of openapi-fetch infer the type of their argument, so TypeScript looks for no unknown fields in it.
    `({ name: "", slug: "" }) satisfies paths["/api/v1/organizations/{org}"]["patch"]["requestBody"]["content"]["application/json"]`,
    "'slug' does not exist",
  ],
  "a code with which the operation does not refuse": [
    `client.GET("/api/v1/me").then(({ error }) => error?.code === "QUOTA_EXCEEDED")`,
    "no overlap",
  ],
  "a field that the response does not have": [
    `client.GET("/api/v1/organizations/{org}", { params: { path: { org } } }).then(({ data }) => data?.owner)`,
    "'owner' does not exist",
  ],
};

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
  types: [],
};

/** The faults of each program: the text that each points to, and its message. */
function faultsOf(files: string[]): Record<string, [text: string, message: string][]> {
  const program = ts.createProgram(files, OPTIONS);
  return Object.fromEntries(
    files.map((file) => {
      const source = program.getSourceFile(file);
      const found = ts
        .getPreEmitDiagnostics(program, source)
        .map(({ start = 0, length = 0, messageText }): [string, string] => [
          source?.text.slice(start, start + length) ?? "",
          ts.flattenDiagnosticMessageText(messageText, "\n"),
        ]);
      return [file, found];
    }),
  );
}

const ROOT = path.join(import.meta.dirname, "../../..");
let folder = "";
const place = (name: string) => path.join(folder, name);

// Below the project, whose packages the programs import, and hidden, so that the project's own type check ignores them.
test.beforeAll(async () => {
  await mkdir(path.join(ROOT, ".gatehouse"), { recursive: true, mode: 0o700 });
  folder = await mkdtemp(path.join(ROOT, ".gatehouse", "typed-client-"));
});
test.afterAll(() => rm(folder, { recursive: true }));

test("generates types from the document of the running app, which refuse what the API would refuse", async ({ app }) => {
  test.setTimeout(120_000);
  await writeFile(place("api.d.ts"), astToString(await openapiTypes(new URL("/api/openapi.json", app.url))));
  const correct = place("correct.ts");
  await writeFile(correct, CORRECT);
  const incorrect = Object.keys(INCORRECT).map((name, index) => [name, place(`incorrect-${index}.ts`)] as const);
  for (const [name, file] of incorrect) await writeFile(file, `${HEAD}\n  return ${INCORRECT[name]?.[0]};\n}\n`);
  const faults = faultsOf([correct, ...incorrect.map(([, file]) => file)]);
  expect(faults[correct]).toEqual([]);
  for (const [name, file] of incorrect) {
    const texts = faults[file]?.map((fault) => fault.join(": ")) ?? [];
    expect(texts, name).toEqual([expect.stringContaining(INCORRECT[name]?.[1] ?? "")]);
  }
});

test("runs a program with these types, which signs in, works in its organization and signs out", async ({
  app,
  mailbox,
  clientAddress,
}) => {
  const person = await createAccount(app.url, mailbox);
  const file = place("correct.mjs");
  const compiled = ts.transpileModule(CORRECT, { compilerOptions: { ...OPTIONS, noEmit: false } });
  await writeFile(file, compiled.outputText);
  const { run } = (await import(pathToFileURL(file).href)) as {
    run: (url: string, person: object, headers: Record<string, string>) => Promise<unknown>;
  };
  expect(await run(app.url, person, { "X-Forwarded-For": clientAddress })).toEqual({
    me: person.email,
    renamed: 204,
    name: "Typed",
    roles: ["org_admin"],
    next: null,
    invited: "readonly",
    repeated: true,
    refused: expect.any(String),
    ended: 204,
    later: "INVALID_TOKEN",
  });
});
