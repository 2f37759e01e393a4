// Limits the files that a server loads for one actions file: the file itself and all its run-time imports.
import { describe, expect, it } from "vitest";
import { closureOf as filesLoadedBy, filesIn, isCode, isTest, parse, valueImports } from "./source";

const known = new Set(["app", "components", "lib"].flatMap(filesIn).filter((file) => isCode(file) && !isTest(file)));

/** The folders that signing in needs. */
const FOLDERS = [
  "access",
  "auth",
  "crypto",
  "db",
  "design",
  "email",
  "env",
  "errors",
  "network",
  "observability",
  "organizations",
  "rate-limit",
  "text",
  "web",
].map((name) => `lib/${name}`);

/** What a server loads before its first action: at its start, and in the middleware. */
const STARTED = ["middleware.ts", "lib/web/server/boot.ts", "lib/web/server/framework-error.ts"];

const closureOf = (...starts: string[]) => filesLoadedBy(starts, known).filter((file) => file.startsWith("lib/"));

describe("the sign-in action", () => {
  const loaded = closureOf("app/(auth)/login/actions.ts");

  it("loads fewer than 80 files that are not loaded when the server starts", () => {
    const started = closureOf(...STARTED);
    const files = loaded.filter((file) => !started.includes(file));
    expect(files).toContain("lib/auth/sign-in/sign-in.ts");
    expect(files.length, files.join("\n")).toBeLessThan(80);
  });

  it("loads only its own file of lib/web/entrances, and no domain that signing in does not need", () => {
    const domains = [...new Set(loaded.map((file) => file.split("/", 2).join("/")))].sort();
    expect(domains).toEqual(FOLDERS);
    expect(loaded.filter((file) => file.startsWith("lib/web/entrances/"))).toEqual([
      "lib/web/entrances/auth/sign-in-action.ts",
    ]);
  });
});

it("keeps every actions file from loading entrances that it does not import itself", () => {
  const actions = filesIn("app").filter((file) => file.endsWith("/actions.ts"));
  const named = (file: string) => valueImports(parse(file)).filter((from) => from.startsWith("@/lib/web/entrances/"));
  const loadsMore = actions.filter((file) => {
    const entrances = closureOf(file).filter((each) => each.startsWith("lib/web/entrances/"));
    return entrances.length > new Set(named(file)).size;
  });
  expect(loadsMore).toEqual([]);
});
