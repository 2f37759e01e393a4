// Which files may import which (see docs/architecture.md). Deny by default: a dependency without an entry in `allowed` is
// an error, packages included, so each new dependency is allowed explicitly and only where it is needed. `forbidden` repeats
// the most important rules with their reasons, and adds rules that a list of permissions cannot express.

const { readdirSync, readFileSync } = require("node:fs");
const path = require("node:path");

const filesIn = (folder) =>
  readdirSync(path.join(__dirname, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => path.relative(__dirname, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"));
const isServerOnly = (file) => /^import "server-only";$/m.test(readFileSync(path.join(__dirname, file), "utf8"));
const alternatives = (files) => `^(${files.map((file) => file.replaceAll(".", "\\.")).join("|")})$`;

const TEST = "\\.(test|types)\\.tsx?$";
const FOUNDATION = "errors|env|crypto|network|observability|design|lists|text";
const INFRASTRUCTURE = "db|email|rate-limit|outbound";
const CORE_DOMAINS =
  "admin|ai|api-keys|audit|auth|billing|copilot|credits|dashboard|export|features|health|invitations|jobs|memberships|organizations|plan-catalog|plans|search|settings|usage|users";
/** Each folder of lib that has a feature.ts is a domain. */
const FEATURES = filesIn("lib").flatMap((file) => /^lib\/([^/]+)\/feature\.ts$/.exec(file)?.[1] ?? []);
const DOMAINS = [CORE_DOMAINS, ...FEATURES].join("|");

/** A pattern for the files in folders of lib. Several folders are separated by `|`. */
const lib = (folders) => `^lib/(${folders})/`;
const GENERATED = "^lib/db/generated/";
/** Pages and components import nothing from these folders, not even types. */
const SECRET_FOLDERS = "^lib/(db|crypto|env)/";
/** Files of lib without `import "server-only"`, which a browser may load. A test checks the imports of these files. */
const CLIENT_SAFE = alternatives(
  filesIn("lib").filter((file) => !isServerOnly(file) && !new RegExp(`${SECRET_FOLDERS}|${TEST}`).test(file)),
);

const packages = (...names) => `^node_modules/(@types/)?(${names.join("|")})/`;
const SERVER_CODE = `^(lib/|middleware\\.ts$|instrumentation\\.ts$)`;
const NOT_TESTS = { pathNot: TEST };

const allow = (from, to, comment) => ({
  comment,
  from: { path: from, ...NOT_TESTS },
  to: typeof to === "string" ? { path: to } : to,
});

const strata = [
  allow(lib(FOUNDATION), lib(FOUNDATION), "S0 foundation"),
  allow(lib(INFRASTRUCTURE), { path: lib(`${FOUNDATION}|${INFRASTRUCTURE}`) }, "S1 infrastructure"),
  allow("^lib/access/", lib(`${FOUNDATION}|${INFRASTRUCTURE}|access`), "S2 access"),
  allow(lib(DOMAINS), lib(`${FOUNDATION}|${INFRASTRUCTURE}|access|${DOMAINS}`), "S3 domains"),
  allow("^lib/web/", lib(`${FOUNDATION}|${INFRASTRUCTURE}|access|${DOMAINS}|web`), "S4 web"),
  allow("^middleware\\.ts$", "^lib/web/edge/", "S5 edge"),
  allow("^instrumentation\\.ts$", "^lib/web/server/(boot|framework-error)\\.ts$", "S5 boot"),
  allow("^instrumentation\\.ts$", "^node_modules/next/", "the type of its export"),
  allow("^app/", lib(`access|${DOMAINS}|web`), "S5 pages: operations, view types, guards"),
  allow("^app/", "^lib/errors/codes\\.ts$", "S5 pages: error codes"),
  allow("^components/layout/theme-choice\\.tsx$", "^lib/design/themes\\.ts$", "the themes that a user can choose from"),
  allow("^app/", "^lib/email/dev-mailbox\\.ts$", "the development mailbox is not product data"),
  allow("^app/", "^lib/design/palette\\.ts$", "the colors of the browser's own frame"),
  allow("^app/", "^(app|components)/"),
  allow("^components/", "^components/"),
  allow("^components/", { path: CLIENT_SAFE }, "code that is safe in a browser"),
  allow("^components/", { path: lib(`access|design|${DOMAINS}|web`), dependencyTypes: ["type-only"] }, "types of views"),
];

const libraries = [
  allow(SERVER_CODE, { dependencyTypes: ["core"] }, "Node's own modules"),
  allow("^lib/", packages("server-only", "zod", "@oslojs/crypto", "@oslojs/encoding")),
  allow("^lib/db/", packages("pg", "@prisma/client", "@prisma/adapter-pg")),
  allow("^lib/email/", packages("nodemailer")),
  allow(
    "^lib/observability/",
    packages(
      "@opentelemetry/api",
      "@opentelemetry/exporter-prometheus",
      "@opentelemetry/resources",
      "@opentelemetry/sdk-metrics",
    ),
  ),
  allow("^lib/ai/open-ai-model\\.ts$", packages("@ai-sdk/openai-compatible", "@ai-sdk/provider")),
  allow("^lib/outbound/", packages("@opentelemetry/otlp-transformer")),
  allow("^lib/rate-limit/", packages("@upstash/ratelimit", "@upstash/redis")),
  allow("^lib/crypto/jwt\\.ts$", packages("jose")),
  allow("^lib/billing/", packages("stripe")),
  allow("^lib/auth/passwords/", packages("argon2", "@zxcvbn-ts/language-common")),
  allow("^lib/auth/oauth/", packages("arctic", "jose")),
  allow(
    "^lib/text/markdown\\.ts$",
    packages(
      "mdast",
      "mdast-util-from-markdown",
      "mdast-util-gfm",
      "mdast-util-newline-to-break",
      "micromark-extension-gfm",
    ),
  ),
  allow("^lib/web/", packages("next", "react")),
  allow("^(app|components)/", packages("next", "react", "react-dom", "lucide-react")),
  allow("^components/charts/", packages("d3-scale", "d3-shape")),
  allow(
    "^components/ui/markdown\\.tsx$",
    packages("hast", "hast-util-sanitize", "hast-util-to-jsx-runtime", "mdast-util-to-hast"),
  ),
  allow("^app/", "^app/globals\\.css$"),
];

const tests = [
  {
    comment: "a test may import any of the code",
    from: { path: TEST },
    to: { path: "^(lib|app|components|tests|scripts/(redis|fake-google|fake-stripe))/" },
  },
  { comment: "tests", from: { path: TEST }, to: { dependencyTypes: ["core"] } },
  {
    comment: "tests",
    from: { path: TEST },
    to: {
      path: packages(
        "vitest",
        "zod",
        "pg",
        "typescript",
        "argon2",
        "jose",
        "react",
        "react-dom",
        "next",
        "lucide-react",
        "csp_evaluator",
        "fast-check",
      ),
    },
  },
];

const forbidden = [
  {
    name: "no-cycles",
    comment: "Merge two files that need each other, or move the shared part to a third.",
    severity: "error",
    from: {},
    to: { circular: true },
  },
  {
    name: "no-unresolvable",
    comment: "An import that does not resolve escapes all other rules.",
    severity: "error",
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: "private-queries",
    comment: "A domain's queries.ts is private: call an operation or a function of that domain instead.",
    severity: "error",
    from: { path: "^(lib/[^/]+/|app/|components/|middleware|instrumentation)", ...NOT_TESTS },
    to: { path: "^lib/.+/queries\\.ts$", pathNot: "^$1" },
  },
  {
    name: "raw-client",
    comment: "The raw database client has no row-level security: use lib/db/transaction.",
    severity: "error",
    from: {
      pathNot: [
        "^lib/db/",
        "^lib/(auth/sessions/resolve-session|auth/tokens/resolve-token|api-keys/resolve-api-key)\\.ts$",
        TEST,
      ],
    },
    to: { path: "^lib/db/client\\.ts$" },
  },
  {
    name: "own-transactions",
    comment: "An operation receives its transaction. Files that open their own are listed here.",
    severity: "error",
    from: {
      pathNot: [
        "^lib/db/",
        "^lib/access/operation\\.ts$",
        "^lib/(auth/sessions/resolve-session|api-keys/resolve-api-key)\\.ts$",
        "^lib/email/drain-outbox\\.ts$",
        "^lib/billing/(inbox|closures|reading|sync-subscription|sync-checkout|ensure-customer|open-page|start-checkout|handle-event|end-second-subscription)\\.ts$",
        "^lib/credits/(start-call|settle-call)\\.ts$",
        "^lib/jobs/(lease|run-jobs)\\.ts$",
        "^lib/health/readiness\\.ts$",
        "^lib/users/seeded-users\\.ts$",
        "^(prisma|scripts|tests)/",
        TEST,
      ],
    },
    to: { path: "^lib/db/transaction\\.ts$", dependencyTypesNot: ["type-only"] },
  },
  {
    name: "out-of-the-tenant",
    comment: "Only the files listed here, which are reviewed, use the system role inside an organization's transaction.",
    severity: "error",
    from: {
      pathNot: [
        "^lib/invitations/mail-link\\.ts$",
        "^lib/api-keys/(lock-creator|mail-new-key)\\.ts$",
        "^lib/credits/(summary|set-overage)\\.ts$",
        "^lib/billing/store-checkout\\.ts$",
        TEST,
      ],
    },
    to: { path: "^lib/db/as-system\\.ts$" },
  },
  {
    name: "prisma-values",
    comment: "Prisma's values stay in lib/db and queries.ts; other files only need its types.",
    severity: "error",
    from: { pathNot: ["^lib/db/", "/queries\\.ts$", TEST] },
    to: { path: GENERATED, dependencyTypesNot: ["type-only"] },
  },
  {
    name: "models-are-metered",
    comment: "A call of a model that nobody pays for could run away: use lib/ai/metered-call.",
    severity: "error",
    from: { pathNot: ["^lib/ai/", TEST] },
    to: { path: "^lib/ai/(configured|demo|open-ai)-model\\.ts$" },
  },
  {
    name: "limits-by-builder",
    comment: "A limit that an operation enforces itself is missing from the registry: declare it in the operation's spec.",
    severity: "error",
    from: { pathNot: ["^lib/access/build-operation\\.ts$", TEST] },
    to: { path: "^lib/access/enforce-limits\\.ts$" },
  },
  {
    name: "cookies-by-effect",
    comment: "Operations do not write cookies: they declare cookie effects (`cookies`, `mailedLink`) for lib/web/cookies.",
    severity: "error",
    from: { pathNot: ["^lib/web/cookies/", TEST] },
    to: { path: "^lib/web/cookies/write-cookie\\.ts$" },
  },
  {
    name: "domains-know-no-transport",
    comment: "Domain code must not depend on how it is called: lib/web translates.",
    severity: "error",
    from: { path: "^lib/", pathNot: ["^lib/web/", TEST] },
    to: { path: "^(lib/web|app|components)/" },
  },
  {
    name: "next-only-in-web",
    comment: "Only lib/web imports Next.js.",
    severity: "error",
    from: { path: "^lib/", pathNot: ["^lib/web/", TEST] },
    to: { path: packages("next") },
  },
  {
    name: "no-secrets-in-pages",
    comment: "Pages and components must not import database, keys or configuration: call an operation or lib/web.",
    severity: "error",
    from: { path: "^(app|components)/", ...NOT_TESTS },
    to: { path: SECRET_FOLDERS },
  },
  {
    name: "components-are-client-safe",
    comment: "A component imports schemas, roles, error codes and types; data and actions are props.",
    severity: "error",
    from: { path: "^components/", ...NOT_TESTS },
    to: { path: "^(lib|app)/", pathNot: CLIENT_SAFE, dependencyTypesNot: ["type-only"] },
  },
  {
    name: "product-code-needs-no-tests",
    comment: "Product code must not depend on tests or scripts.",
    severity: "error",
    from: { path: "^(app|components|lib|middleware|instrumentation)", ...NOT_TESTS },
    to: { path: `^(tests|scripts)/|${TEST}` },
  },
];

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden,
  allowed: [...strata, ...libraries, ...tests],
  allowedSeverity: "error",
  options: {
    doNotFollow: { path: ["^node_modules/", GENERATED, "^tests/", "^scripts/"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
    skipAnalysisNotInRules: true,
  },
};
