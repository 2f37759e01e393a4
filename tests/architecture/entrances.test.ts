import { describe, expect, it } from "vitest";
import { actionProblems, pageProblems, routeProblems } from "./entrances";
import { filesIn, hasDirective, isCode, parse, textOf } from "./source";

const files = filesIn("app");
const named = (name: string) => files.filter((file) => file.endsWith(`/${name}`));
const problemsOf = (paths: string[], judge: typeof pageProblems) =>
  paths.flatMap((file) => judge(parse(file)).map((problem) => `${file} ${problem}`));

describe("every entry point", () => {
  it("calls a guard before it returns, if it is a page", () => {
    const pages = named("page.tsx");
    expect(pages.length).toBeGreaterThan(10);
    expect(problemsOf(pages, pageProblems)).toEqual([]);
  });

  it("is made by methods() for every HTTP method, if it is a route", () => {
    const routes = named("route.ts");
    expect(routes.length).toBeGreaterThan(10);
    expect(problemsOf(routes, routeProblems)).toEqual([]);
  });

  it("is made by an adapter, if it is a server action", () => {
    const actions = named("actions.ts");
    expect(actions.length).toBeGreaterThan(5);
    expect(problemsOf(actions, actionProblems)).toEqual([]);
  });

  it("is in one of the files that these tests check", () => {
    const everywhere = [...files, ...filesIn("lib"), ...filesIn("components")].filter(isCode);
    const actions = everywhere.filter((file) => hasDirective(parse(file), "use server"));
    expect(actions.filter((file) => !/^app\/(.+\/)?actions\.ts$/.test(file))).toEqual([]);
    expect(files.filter((file) => /\/(route|page|actions|default)\.(js|jsx|tsx?)$/.test(file))).toEqual(
      [...named("page.tsx"), ...named("route.ts"), ...named("actions.ts")].sort(),
    );
  });

  it("has its guard in the page, never in a layout, which does not run again on navigation between its pages", () => {
    expect(named("layout.tsx").filter((file) => textOf(file).includes("lib/web/adapters/require"))).toEqual([]);
  });
});

describe("the checks of entry points", () => {
  const judge = (problems: typeof pageProblems, text: string) => problems(parse("app/snippet.tsx", text));
  const guard = `import { requireUser } from "@/lib/web/adapters/require";\n`;

  it.each([
    ["no guard", `export default function Page() { return null; }`, "calls no guard of lib/web/adapters/require"],
    [
      "a guard from another module",
      `import { requireUser } from "./own"; export default async function Page() { await requireUser(); }`,
      "calls no guard of lib/web/adapters/require",
    ],
    [
      "a guard without await",
      `${guard}export default async function Page() { void requireUser(); }`,
      "calls no guard of lib/web/adapters/require",
    ],
    [
      "a guard in a branch",
      `${guard}export default async function Page() { if (x) { await requireUser(); } return null; }`,
      "calls no guard of lib/web/adapters/require",
    ],
    [
      "a return before the guard",
      `${guard}export default async function Page() { if (x) return null; await requireUser(); }`,
      "can return before its guard is called",
    ],
    ["no component", `export const Page = 1;`, "has no default exported function"],
  ])("report a page with %s", (_what, text, problem) => {
    expect(judge(pageProblems, text)).toEqual([problem]);
  });

  it("report a route with its own handler", () => {
    const problems = judge(routeProblems, `export async function GET() { return new Response(); }`);
    expect(problems).toContain("exports something that is no const");
    expect(problems).toContain("has a function of its own");
  });

  it("report a route that defines a method itself or omits one", () => {
    const text = `import { methods } from "@/lib/web/adapters/route"; export const { GET } = methods({}); export const POST = other;`;
    expect(judge(routeProblems, text)).toEqual([
      "exports POST that methods() did not make",
      "leaves HEAD, POST, PUT, PATCH, DELETE, OPTIONS to the framework",
    ]);
  });

  it("report an action with a body, and an action that no adapter made", () => {
    expect(judge(actionProblems, `"use server"; export async function act() { await 1; }`)).toEqual([
      "exports something that is no const",
      "has a function of its own",
    ]);
    expect(judge(actionProblems, `import { act } from "@/lib/auth/x"; export const submit = act;`)).toEqual([
      `does not begin with "use server"`,
      "exports submit that no adapter of lib/web made",
    ]);
  });
});
