import { describe, expect, it } from "vitest";
import { filesIn, isCode, isTest, parse, resolveImport, textOf, valueImports } from "./source";

/** May be part of what a browser loads: contains no secrets, and runs anywhere. */
const CLIENT_SAFE = [
  "lib/access/roles.ts",
  "lib/access/schemas.ts",
  "lib/auth/lifetimes.ts",
  "lib/auth/passwords/length.ts",
  "lib/errors/codes.ts",
  "lib/errors/page-updated.ts",
  "lib/invitations/lifetime.ts",
  "lib/lists/schemas.ts",
  "lib/memberships/role-words.ts",
  "lib/notes/schemas.ts",
  "lib/text/characters.ts",
  "lib/text/graphemes.ts",
  "lib/text/invisible.ts",
  "lib/text/name-schema.ts",
  "lib/web/adapters/form-state.ts",
  "lib/web/http/safe-redirect.ts",
  "lib/web/http/search-params.ts",
  "lib/web/adapters/view.ts",
];

/** For the server, but without the marker, because configuration files and tools also load them outside of Next.js. */
const PURE = [
  "lib/access/actor.ts",
  "lib/access/no-input.ts",
  "lib/access/parse-input.ts",
  "lib/access/refusal.ts",
  "lib/access/registry.ts",
  "lib/admin/schemas.ts",
  "lib/audit/schemas.ts",
  "lib/auth/schemas.ts",
  "lib/auth/view.ts",
  "lib/design/escape-html.ts",
  "lib/design/palette.ts",
  "lib/env/database-url.ts",
  "lib/env/hosts.ts",
  "lib/env/rules.ts",
  "lib/env/own-cookie-names.ts",
  "lib/env/schema.ts",
  "lib/env/secret-files.ts",
  "lib/env/secret-names.ts",
  "lib/env/values.ts",
  "lib/env/variables.ts",
  "lib/errors/app-error.ts",
  "lib/errors/describe-wait.ts",
  "lib/health/liveness.ts",
  "lib/invitations/schemas.ts",
  "lib/memberships/schemas.ts",
  "lib/network/client-address.ts",
  "lib/observability/describe-user-agent.ts",
  "lib/observability/scrub.ts",
  "lib/organizations/schemas.ts",
  "lib/organizations/slug.ts",
  "lib/organizations/view.ts",
  "lib/rate-limit/limits.ts",
  "lib/rate-limit/rate-limited.ts",
  "lib/rate-limit/sliding-window.ts",
  "lib/settings/settings.ts",
  "lib/auth/seed-domain.ts",
  "lib/web/cookies/cookie-policy.ts",
  "lib/web/http/bearer-token.ts",
  "lib/web/edge/action-body.ts",
  "lib/web/edge/ambiguity.ts",
  "lib/web/edge/arrival.ts",
  "lib/web/edge/body-rules.ts",
  "lib/web/edge/cors.ts",
  "lib/web/edge/csrf.ts",
  "lib/web/edge/early-refusal.ts",
  "lib/web/edge/harmless-json.ts",
  "lib/web/edge/host.ts",
  "lib/web/edge/methods.ts",
  "lib/web/edge/notice-page.ts",
  "lib/web/edge/outgoing-headers.ts",
  "lib/web/edge/page-cookies.ts",
  "lib/web/edge/page-visit.ts",
  "lib/web/edge/paths.ts",
  "lib/web/edge/problem.ts",
  "lib/web/edge/read-bytes.ts",
  "lib/web/edge/refusal-page.ts",
  "lib/web/edge/updated-page.ts",
  "lib/web/edge/security-headers.ts",
  "lib/web/cookies/mailed-links.ts",
  "lib/web/pages/notices.ts",
];

const MAX_LINES = 200;
const MAX_OPENING_LINES = 4;
const VAGUE_NAMES = /^(utils?|helpers?|common|services?|managers?|misc|shared|index)$/;

const libFiles = filesIn("lib").filter((file) => isCode(file) && !isTest(file));
const everyCode = ["app", "components", "lib", "scripts", "tests"].flatMap(filesIn).filter(isCode);
const except = (files: string[], fine: (file: string) => boolean) => files.filter((file) => !fine(file));

function openingComment(text: string): string[] {
  const lines = text.split("\n");
  return lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith("// ")),
  );
}

function isServerOnly(file: string): boolean {
  return valueImports(parse(file)).includes("server-only");
}

describe("every file of lib", () => {
  it("opens with one to four lines that say what it guarantees", () => {
    const opens = (file: string) => {
      const lines = openingComment(textOf(file)).length;
      return lines >= 1 && lines <= MAX_OPENING_LINES;
    };
    expect(except(libFiles, opens)).toEqual([]);
  });

  it(`has at most ${MAX_LINES} lines`, () => {
    expect(except(libFiles, (file) => textOf(file).trimEnd().split("\n").length <= MAX_LINES)).toEqual([]);
  });

  it("is marked server-only or listed as client-safe or pure, and every listed file exists", () => {
    const unmarked = libFiles.filter((file) => !isServerOnly(file));
    expect(unmarked).toEqual([...CLIENT_SAFE, ...PURE].sort());
  });
});

describe("every file", () => {
  it("is named for what it does, in kebab-case, and no folder has an index file", () => {
    const words = (file: string) => (file.split("/").at(-1) ?? "").split(".");
    const fine = (file: string) => {
      const [name = "", ...rest] = words(file);
      return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && !VAGUE_NAMES.test(name) && rest.length <= 3;
    };
    expect(except(everyCode, fine)).toEqual([]);
  });

  it("is in a folder with a kebab-case name", () => {
    const folders = new Set(everyCode.flatMap((file) => file.split("/").slice(0, -1)));
    // Next.js's own notation: (group), [parameter], [...rest].
    const bare = [...folders].map((folder) => folder.replace(/^[([]+(\.\.\.)?|[)\]]+$/g, ""));
    expect(except(bare, (name) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && !VAGUE_NAMES.test(name))).toEqual([]);
  });
});

describe("code that a browser may load", () => {
  const known = new Set(everyCode);

  function problems(start: string[]): string[] {
    const seen = new Set(start);
    const found: string[] = [];
    for (const file of seen) {
      if (file.startsWith("lib/") && !CLIENT_SAFE.includes(file)) found.push(`${file} is not client-safe`);
      for (const specifier of valueImports(parse(file))) {
        if (specifier.startsWith("node:") || specifier === "server-only") found.push(`${file} imports ${specifier}`);
        const target = resolveImport(file, specifier, known);
        if (target) seen.add(target);
      }
    }
    return found;
  }

  it("reaches only client-safe files of lib, from components and from client files of the app", () => {
    const clientFiles = filesIn("app").filter((file) => isCode(file) && /^"use client";/m.test(textOf(file)));
    const start = [...filesIn("components").filter((file) => isCode(file) && !isTest(file)), ...clientFiles];
    expect(start.length).toBeGreaterThan(40);
    expect(problems(start)).toEqual([]);
  });

  it("is reported when it reaches others", () => {
    expect(problems(["lib/auth/view.ts"])).toEqual(["lib/auth/view.ts is not client-safe"]);
    expect(problems(["lib/crypto/random.ts"])).toContain("lib/crypto/random.ts imports server-only");
    expect(problems(["lib/env/secret-files.ts"])).toContain("lib/env/secret-files.ts imports node:fs");
  });

  it("imports only client-safe files, all the way down", () => {
    expect(problems(CLIENT_SAFE)).toEqual([]);
  });
});
