// A client whose types are generated from the API document: correct programs compile and work, incorrect ones do not compile.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import openapiTypes, { astToString } from "openapi-typescript";
import pg from "pg";
import ts from "typescript";
import { plantTenant } from "@/tests/e2e/planted-tenant";
import { expect, test } from "@/tests/setup/fixtures";

const HEAD = `
import createClient from "openapi-fetch";
import type { paths } from "./api";

export async function run(baseUrl: string, org: string, headers: Record<string, string>) {
  const client = createClient<paths>({ baseUrl, headers });
`;

const CORRECT = `${HEAD}
  const before = await client.GET("/api/v1/organizations/{org}", { params: { path: { org } } });
  const renamed = await client.PATCH("/api/v1/organizations/{org}", { params: { path: { org } }, body: { name: "Typed" } });
  const after = await client.GET("/api/v1/organizations/{org}", { params: { path: { org } } });
  const members = await client.GET("/api/v1/organizations/{org}/members", {
    params: { path: { org }, query: { limit: 2 } },
  });
  const refused = await client.PATCH("/api/v1/organizations/{org}", { params: { path: { org } }, body: { name: "" } });
  const code: "VALIDATION_ERROR" | undefined = refused.response.status === 422 ? "VALIDATION_ERROR" : undefined;
  const roles: ("readonly" | "member" | "org_admin")[] = members.data?.items.map(({ role }) => role) ?? [];
  return {
    names: [before.data?.name, after.data?.name],
    renamed: renamed.response.status,
    roles,
    next: members.data?.next_cursor,
    refused: refused.error?.details.name,
    code,
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

test("types of a client follow from the document, and refuse what the API would refuse", async ({ app }) => {
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

test("a program with these types works with the app", async ({ app }) => {
  const client = new pg.Client({ connectionString: app.superuser_database_url ?? "" });
  await client.connect();
  const { slug, cookies } = await plantTenant(client, app.url).finally(() => client.end());
  const file = place("correct.mjs");
  const compiled = ts.transpileModule(CORRECT, { compilerOptions: { ...OPTIONS, noEmit: false } });
  await writeFile(file, compiled.outputText);
  const { run } = (await import(pathToFileURL(file).href)) as {
    run: (url: string, org: string, headers: Record<string, string>) => Promise<unknown>;
  };
  const headers = { Cookie: cookies.org_admin ?? "", Origin: app.url, "X-Forwarded-For": "10.77.0.1" };
  expect(await run(app.url, slug, headers)).toEqual({
    names: ["A planted tenant", "Typed"],
    renamed: 204,
    roles: [expect.any(String), expect.any(String)],
    next: expect.any(String),
    refused: expect.any(String),
    code: "VALIDATION_ERROR",
  });
});
