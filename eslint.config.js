// The strict rules of typescript-eslint and the project's own bans, whose messages say what to do instead. Comments cannot
// disable a rule. tests/architecture/lint-rules.test.ts checks that every ban works. dependency-cruiser checks the layers.
import nextPlugin from "@next/eslint-plugin-next";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** A rule that reports every node a selector finds. */
function ban(selector, message) {
  return { create: (context) => ({ [selector]: (node) => context.report({ node, message }) }) };
}

/** A rule that reports every import, static or dynamic, whose source the pattern matches. */
function banImport(pattern, message) {
  const check = (context) => (node) => {
    if (node.source && pattern.test(String(node.source.value))) context.report({ node: node.source, message });
  };
  return {
    create(context) {
      const visit = check(context);
      return {
        ImportDeclaration: visit,
        ImportExpression: visit,
        ExportNamedDeclaration: visit,
        ExportAllDeclaration: visit,
      };
    },
  };
}

const isDirective = (statement, text) => statement?.type === "ExpressionStatement" && statement.directive === text;

/** Every export of a "use server" file is a public endpoint, and must be made by an adapter. */
const actionExports = {
  create: (context) => ({
    Program(program) {
      if (!program.body.some((statement) => isDirective(statement, "use server"))) return;
      for (const statement of program.body) {
        const isConst = statement.declaration?.type === "VariableDeclaration" && statement.declaration.kind === "const";
        const isAdapted =
          isConst &&
          statement.declaration.declarations.every(({ init }) => ["CallExpression", "Identifier"].includes(init?.type));
        if (/^Export/.test(statement.type) && !isAdapted) {
          context.report({ node: statement, message: "Export actions as consts made by an adapter of lib/web." });
        }
      }
    },
    ":function, ClassDeclaration"(node) {
      const { body } = context.sourceCode.ast;
      if (!body.some((statement) => isDirective(statement, "use server"))) return;
      context.report({ node, message: "An action has no body of its own: move it into an operation or lib/web." });
    },
  }),
};

const WEB = "lib/web";

const houseRules = {
  "no-process-env": ban(
    "MemberExpression[object.name='process'][property.name='env'], VariableDeclarator[init.name='process'] Property[key.name='env'], ImportDeclaration[source.value=/^(node:)?process$/]",
    "Configuration comes from env() of lib/env/server, checked and typed.",
  ),
  "no-next-below-web": banImport(/^next(\/|$)/, `Only ${WEB} imports Next.js: pass what you need as an argument.`),
  "no-request-in-pages": banImport(
    /^next\/headers$/,
    `Cookies and headers are read by ${WEB}: use its guards and adapters.`,
  ),
  "no-own-cookies": ban(
    "ImportDeclaration[source.value='next/headers'] ImportSpecifier[imported.name='cookies'], CallExpression[callee.property.name=/^(set|delete)$/][callee.object.property.name='cookies'], Literal[value=/^set-cookie$/i]",
    `Cookies are written in ${WEB}/cookies: an operation says what it changes in the browser.`,
  ),
  "no-raw-client": banImport(
    /(^|\/)db\/client$/,
    "Use inSystemTransaction or inTenantTransaction of lib/db/transaction: the raw client has no row-level security.",
  ),
  "no-sql-from-strings": ban(
    "Identifier[name=/^\\$(query|execute)RawUnsafe$/], Literal[value=/^\\$(query|execute)RawUnsafe$/], MemberExpression[object.name='Prisma'][property.name='raw']",
    "No SQL from strings: use the tagged template of $queryRaw or $executeRaw.",
  ),
  "no-raw-html": ban(
    "JSXAttribute[name.name='dangerouslySetInnerHTML'], Property[key.name='dangerouslySetInnerHTML'], Property[key.value='dangerouslySetInnerHTML']",
    "No HTML from strings: render elements.",
  ),
  "no-inline-style": ban(
    "JSXAttribute[name.name='style']",
    "The content security policy refuses inline styles: use classes, or an SVG attribute.",
  ),
  "no-cut-input": ban(
    "JSXAttribute[name.name='maxLength'], Property[key.name='maxLength']",
    "maxLength cuts pasted text without notice: let the schema refuse it, with atMost() of lib/text/at-most.",
  ),
  "no-any-assertion": ban(
    "TSAsExpression > TSAnyKeyword",
    "Do not assert any: parse the value with a schema, or name its type.",
  ),
  "no-fetch": ban(
    "CallExpression[callee.name='fetch'], MemberExpression[object.name='globalThis'][property.name='fetch']",
    "Outgoing requests go through lib/outbound, which has timeouts, a size limit and no redirects.",
  ),
  "no-http-client": banImport(
    /^((node:)?https?2?|undici|axios|got|node-fetch)$/,
    "Outgoing requests go through lib/outbound.",
  ),
  "no-inline-actions": ban(
    ":function > BlockStatement > ExpressionStatement[directive='use server']",
    `Server actions are exports of an actions.ts, made by an adapter of ${WEB}.`,
  ),
  "action-exports": actionExports,
  "no-route-bodies": ban(
    ":function, ClassDeclaration",
    `A route.ts only calls adapters: methods() and jsonRoute() of ${WEB}/adapters/route.`,
  ),
  "no-console": ban(
    "MemberExpression[object.name='console']",
    "Use log of lib/observability/log, which knows the fields that may be logged.",
  ),
  "no-weak-random": ban(
    "MemberExpression[object.name='Math'][property.name='random']",
    "Use generateToken of lib/crypto/random, or crypto.getRandomValues.",
  ),
  "no-inexact-amounts": ban(
    [
      "CallExpression[callee.name='parseFloat']",
      "MemberExpression[property.name=/^(parseFloat|toFixed|toPrecision|toExponential)$/]",
      "Literal[raw=/^[0-9_]*[.][0-9]|^[0-9_.]+e-/i]",
      "AssignmentExpression[operator='/=']",
      "BinaryExpression[operator='/']:not(CallExpression[callee.object.name='Math'][callee.property.name=/^(floor|ceil|round|trunc)$/] BinaryExpression):not([right.callee.name='BigInt'])",
    ].join(", "),
    "Amounts are whole numbers: round a quotient at once, with Math.floor() or as BigInt, and write text with lib/credits/dollars.",
  ),
  "no-can-parse": ban(
    "MemberExpression[object.name='URL'][property.name='canParse']",
    "Use parseUrl of lib/text/parse-url: Node 20 and 22 optimize canParse into a wrong result for letters such as ü.",
  ),
  "no-own-mocks": ban(
    "CallExpression[callee.object.name=/^(vi|jest)$/][callee.property.name=/^(mock|doMock|unstable_mockModule)$/][arguments.0.value=/^(@\\u002F|\\.)/]",
    "Our own modules are never mocked: use the real ones, and fakes at the network's edge.",
  ),
  "no-focused-tests": ban(
    "CallExpression MemberExpression[object.name=/^(it|test|describe|suite)$/][property.name='only'], MemberExpression[object.object.name=/^(it|test|describe)$/][property.name='only']",
    "A focused test skips all others.",
  ),
};

const CODE = ["**/*.{ts,tsx}"];
const TESTS = ["tests/**", "**/*.test.{ts,tsx}"];
const PRODUCT = ["{app,components,lib}/**/*.{ts,tsx}", "*.ts"];
const on = (...names) => Object.fromEntries(names.map((name) => [`house/${name}`, "error"]));

export default defineConfig(
  globalIgnores(["**/node_modules/", ".next/", ".gatehouse/", "lib/db/generated/", "next-env.d.ts", "**/*.{js,cjs,mjs}"]),
  {
    linterOptions: { noInlineConfig: true },
    plugins: { house: { rules: houseRules } },
  },
  {
    files: CODE,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numbers in messages and SQL fragments are intended.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Arrow functions such as `onError={() => show()}` may return a void result: they are readable and discard nothing.
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Strings are spread only to count or cut code points.
      "@typescript-eslint/no-misused-spread": ["error", { allow: [{ from: "lib", name: "string" }] }],
      // Forms take async actions, and emitters take async listeners, by design.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      // `_name` is a parameter that an interface requires.
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      // Unchecked input may have values that its type excludes. The rule also conflicts with noUncheckedIndexedAccess.
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      // An async function that does not await still turns a throw into a rejection.
      "@typescript-eslint/require-await": "off",
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  {
    files: TESTS.map((path) => path.replace(/\*\*$/, "**/*.{ts,tsx}")),
    rules: {
      // A test's expectations check the untyped values that it reads from a database, a response or a parsed file.
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-dynamic-delete": "off",
    },
  },
  // In configuration files, methods may be taken from their objects, because the tools allow this.
  { files: ["*.config.ts"], rules: { "@typescript-eslint/unbound-method": "off" } },
  {
    files: ["{app,components}/**/*.{ts,tsx}"],
    extends: [reactHooks.configs.flat.recommended],
  },
  // A server component renders once per request, so it may read the clock.
  { files: ["app/**/*.tsx"], rules: { "react-hooks/purity": "off" } },
  {
    files: ["{app,components}/**/*.{ts,tsx}", "lib/web/**/*.ts", "middleware.ts"],
    plugins: { "@next/next": nextPlugin },
    rules: {
      ...Object.fromEntries(Object.keys(nextPlugin.configs["core-web-vitals"].rules).map((name) => [name, "error"])),
      // A plain link works without JavaScript and prefetches nothing.
      "@next/next/no-html-link-for-pages": "off",
      // next/image writes inline styles, which the content security policy refuses.
      "@next/next/no-img-element": "off",
    },
  },
  {
    files: CODE,
    rules: on(
      "no-sql-from-strings",
      "no-raw-html",
      "no-any-assertion",
      "no-can-parse",
      "no-inline-actions",
      "action-exports",
      "no-own-mocks",
      "no-focused-tests",
    ),
  },
  {
    files: PRODUCT,
    ignores: [...TESTS, "*.config.ts", "instrumentation.ts", "lib/env/server.ts"],
    rules: on("no-process-env"),
  },
  { files: ["lib/**/*.ts"], ignores: [...TESTS, "lib/web/**"], rules: on("no-next-below-web") },
  { files: ["{app,components}/**/*.{ts,tsx}", "middleware.ts"], ignores: TESTS, rules: on("no-request-in-pages") },
  {
    files: CODE,
    ignores: [
      ...TESTS,
      "lib/db/**",
      "lib/auth/sessions/resolve-session.ts",
      "lib/auth/tokens/resolve-token.ts",
      "lib/api-keys/resolve-api-key.ts",
    ],
    rules: on("no-raw-client"),
  },
  {
    files: PRODUCT,
    // The API document names the header of the answers it describes.
    ignores: [...TESTS, "lib/web/cookies/**", "lib/web/edge/handle-request.ts", "lib/web/openapi/**"],
    rules: on("no-own-cookies"),
  },
  { files: CODE, ignores: TESTS, rules: on("no-weak-random") },
  // Money, credits and tokens are computed in these folders, and formatted from whole numbers.
  {
    files: ["lib/{ai,billing,credits,plan-catalog,plans,usage}/**/*.ts"],
    ignores: TESTS,
    rules: on("no-inexact-amounts"),
  },
  // A template in ordinary quotes would show its placeholder to the user.
  { files: CODE, ignores: TESTS, rules: { "no-template-curly-in-string": "error" } },
  { files: ["{app,components}/**/*.tsx"], rules: on("no-inline-style", "no-cut-input") },
  // These run in the browser and send their requests to the app itself.
  {
    files: PRODUCT,
    ignores: [...TESTS, "*.config.ts", "lib/outbound/**", "components/palette/find.ts", "components/forms/call-api.ts"],
    rules: on("no-fetch"),
  },
  {
    files: PRODUCT,
    ignores: [
      ...TESTS,
      "*.config.ts",
      "lib/outbound/**",
      "lib/observability/request-log.ts",
      "lib/web/server/adopt-requests.ts",
      "lib/web/server/finished-response.ts",
      "lib/web/server/http-server.ts",
      "lib/web/server/push-on-close.ts",
      "lib/web/server/replacement-page.ts",
      "lib/web/server/track-request.ts",
    ],
    rules: on("no-http-client"),
  },
  { files: ["app/**/route.ts"], rules: on("no-route-bodies") },
  { files: PRODUCT, ignores: [...TESTS, "lib/observability/console-lines.ts"], rules: on("no-console") },
);
