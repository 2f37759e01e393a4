import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { cruise, type ICruiseResult, type IConfiguration } from "dependency-cruiser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filesIn, ROOT, textOf } from "./source";

const require = createRequire(import.meta.url);
const { forbidden, allowed, allowedSeverity, options } = require(
  path.join(ROOT, ".dependency-cruiser.cjs"),
) as IConfiguration;

/** File → its imports, in a small product that breaks every rule. */
const PRODUCT: Record<string, string[]> = {
  // Allowed.
  "lib/errors/codes.ts": [],
  "lib/env/server.ts": ["../errors/codes"],
  "lib/crypto/hash.ts": ["node:crypto"],
  "lib/db/generated/client.ts": [],
  "lib/db/client.ts": ["../env/server", "./generated/client"],
  "lib/db/transaction.ts": ["./client"],
  "lib/db/as-system.ts": ["./transaction"],
  "lib/invitations/mail-link.ts": ["../db/as-system"],
  "lib/access/operation.ts": ["../db/transaction"],
  "lib/access/roles.ts": [],
  "lib/access/enforce-limits.ts": [],
  "lib/access/build-operation.ts": ["./enforce-limits"],
  "lib/auth/sign-in/queries.ts": ["type ../../db/transaction", "../../db/generated/client"],
  "lib/auth/sign-in/sign-in.ts": ["./queries", "../../access/operation", "../../organizations/create"],
  "lib/auth/password/change.ts": ["../sign-in/queries", "type ../../db/generated/client"],
  "lib/auth/sign-in/sign-in.test.ts": ["./queries", "../../memberships/queries", "../../web/adapters/route"],
  "lib/organizations/create.ts": ["type ../db/transaction"],
  "lib/memberships/queries.ts": ["type ../db/transaction"],
  "lib/memberships/view.ts": [],
  "lib/web/adapters/route.ts": ["../../auth/sign-in/sign-in", "next"],
  "lib/web/edge/handle.ts": [],
  "lib/web/cookies/write-cookie.ts": ["next"],
  "lib/web/cookies/apply.ts": ["./write-cookie"],
  "components/ui/card.tsx": ["../../lib/access/roles", "type ../../lib/memberships/view", "react"],
  "app/page.tsx": ["../components/ui/card", "../lib/auth/sign-in/sign-in", "../lib/web/adapters/route"],
  "middleware.ts": ["./lib/web/edge/handle"],
  "lib/ai/demo-model.ts": [],
  "lib/ai/metered.ts": ["./demo-model"],
  // Forbidden.
  "lib/errors/up.ts": ["type ../db/transaction"],
  "lib/db/up.ts": ["../access/operation"],
  "lib/access/up.ts": ["../auth/sign-in/sign-in"],
  "lib/memberships/own-limit.ts": ["../access/enforce-limits"],
  "lib/memberships/free.ts": ["../ai/demo-model"],
  "lib/memberships/transport.ts": ["../web/adapters/route"],
  "lib/memberships/next.ts": ["next"],
  "lib/memberships/foreign.ts": ["../auth/sign-in/queries"],
  "lib/memberships/raw.ts": ["../db/client"],
  "lib/memberships/own.ts": ["../db/transaction"],
  "lib/memberships/out.ts": ["../db/as-system"],
  "lib/memberships/values.ts": ["../db/generated/client"],
  "lib/memberships/one.ts": ["./two"],
  "lib/memberships/two.ts": ["./one"],
  "lib/memberships/nothing.ts": ["./missing"],
  "lib/memberships/package.ts": ["left-pad"],
  "lib/memberships/tests.ts": ["../auth/sign-in/sign-in.test"],
  "lib/unheard-of/file.ts": ["../errors/codes"],
  "lib/web/entrances/own-cookie.ts": ["../cookies/write-cookie"],
  "app/keys.tsx": ["../lib/crypto/hash"],
  "app/types.tsx": ["type ../lib/db/transaction"],
  "app/own-queries.tsx": ["../lib/memberships/queries"],
  "app/core.tsx": ["node:fs"],
  "components/ui/operation.tsx": ["../../lib/auth/sign-in/sign-in"],
  "components/ui/settings.tsx": ["type ../../lib/env/server"],
  "components/ui/page.tsx": ["../../app/page"],
};

const EXPECTED = [
  "lib/errors/up.ts not-in-allowed",
  "lib/db/up.ts not-in-allowed",
  "lib/access/up.ts not-in-allowed",
  "lib/memberships/own-limit.ts limits-by-builder",
  "lib/memberships/free.ts models-are-metered",
  "lib/memberships/transport.ts domains-know-no-transport",
  "lib/memberships/transport.ts not-in-allowed",
  "lib/memberships/next.ts next-only-in-web",
  "lib/memberships/next.ts not-in-allowed",
  "lib/memberships/foreign.ts private-queries",
  "lib/memberships/raw.ts raw-client",
  "lib/memberships/own.ts own-transactions",
  "lib/memberships/out.ts out-of-the-tenant",
  "lib/memberships/values.ts prisma-values",
  "lib/memberships/one.ts no-cycles",
  "lib/memberships/nothing.ts no-unresolvable",
  "lib/memberships/nothing.ts not-in-allowed",
  "lib/memberships/package.ts not-in-allowed",
  "lib/unheard-of/file.ts not-in-allowed",
  "lib/web/entrances/own-cookie.ts cookies-by-effect",
  "app/keys.tsx no-secrets-in-pages",
  "app/keys.tsx not-in-allowed",
  "app/types.tsx no-secrets-in-pages",
  "app/types.tsx not-in-allowed",
  "app/own-queries.tsx private-queries",
  "app/core.tsx not-in-allowed",
  "components/ui/operation.tsx components-are-client-safe",
  "components/ui/operation.tsx not-in-allowed",
  "components/ui/settings.tsx no-secrets-in-pages",
  "components/ui/settings.tsx not-in-allowed",
  "components/ui/page.tsx components-are-client-safe",
  "components/ui/page.tsx not-in-allowed",
  "lib/memberships/tests.ts product-code-needs-no-tests",
];

function sourceOf(imports: string[]): string {
  const lines = imports.map((specifier, index) => {
    const [, type = "", module = ""] = /^(type )?(.+)$/.exec(specifier) ?? [];
    return `import ${type}{ value as v${index} } from "${module}";\nexport { ${type}v${index} };`;
  });
  return `${lines.join("\n")}\nexport const value = 1;\n`;
}

describe("dependency rules", () => {
  let folder: string;
  const broken: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "gatehouse-layers-"));
    for (const [file, imports] of Object.entries(PRODUCT)) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), sourceOf(imports));
    }
    for (const name of ["next", "react", "left-pad"]) {
      await mkdir(path.join(folder, "node_modules", name), { recursive: true });
      await writeFile(path.join(folder, "node_modules", name, "package.json"), JSON.stringify({ name, main: "main.js" }));
      await writeFile(path.join(folder, "node_modules", name, "main.js"), "exports.value = 1;\n");
    }
    const ruleSet = { forbidden, allowed, allowedSeverity };
    const { tsConfig: _ofTheProduct, ...rest } = options ?? {};
    const targets = ["app", "components", "lib", "middleware.ts"];
    const { output } = await cruise(targets, { ...rest, baseDir: folder, ruleSet, validate: true });
    broken.push(...(output as ICruiseResult).summary.violations.map(({ from, rule }) => `${from} ${rule.name}`));
  });

  afterAll(() => rm(folder, { recursive: true }));

  it.each(EXPECTED)("report %s", (violation) => {
    expect(broken).toContain(violation);
  });

  it("report only the expected violations", () => {
    expect([...new Set(broken)].sort()).toEqual([...EXPECTED].sort());
  });

  it("give every folder of lib a layer, and the page about the architecture the same folders", () => {
    const folders = [...new Set(filesIn("lib").map((file) => file.split("/")[1] ?? ""))];
    const features = filesIn("lib").flatMap((file) => /^lib\/([^/]+)\/feature\.ts$/.exec(file)?.[1] ?? []);
    const rows = [...textOf("docs/architecture.md").matchAll(/^\| S\d [^|]*\| `([a-z -]+)`/gm)];
    const listed = rows.flatMap(([, names = ""]) => names.split(" "));
    expect(listed.toSorted()).toEqual(folders.filter((folder) => !features.includes(folder)).toSorted());
  });

  it("are each tested by a planted file that breaks the rule", () => {
    const names = [...(forbidden ?? []).map(({ name }) => name ?? ""), "not-in-allowed"];
    const shown = new Set(EXPECTED.map((violation) => violation.split(" ")[1]));
    expect(names.filter((name) => !shown.has(name))).toEqual([]);
  });
});
