// The guide to deploying names the variables that the configuration requires on Vercel, the schedule and the time limit of
// vercel.json, and the differences that the browser tests allow for.
import { describe, expect, it } from "vitest";
import { ConfigurationError, parseEnv, VARIABLE_NAMES } from "@/lib/env/schema";
import { PLATFORM_DIFFERENCES } from "@/tests/e2e/platform-differences";
import { textOf } from "./source";

const guide = textOf("docs/how-to/deploy-to-vercel.md");
const { crons, functions } = JSON.parse(textOf("vercel.json")) as {
  crons: { path: string; schedule: string }[];
  functions: Record<string, { maxDuration: number }>;
};

/** The text below a heading, up to the next heading of the same or a higher level. */
function section(heading: string): string {
  const [, rest = ""] = guide.split(`\n${heading}\n`, 2);
  const level = heading.indexOf(" ");
  return rest.split(new RegExp(`^#{2,${level}} `, "m"), 1)[0] ?? "";
}

/** The bullets of a text, each on one line. */
const bullets = (text: string) =>
  [...text.matchAll(/^- (.*(?:\n {2}\S.*)*)/gm)].map(([, bullet = ""]) => bullet.replaceAll(/\n +/g, " "));

const firstCells = (text: string) => [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, name = ""]) => name);

/** The variables that the configuration complains about. */
function complaints(source: Record<string, string>): string[] {
  try {
    parseEnv(source);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.map((problem) => problem.split(" ", 1)[0] ?? "");
  }
  return [];
}

const production = { VERCEL: "1", VERCEL_ENV: "production", VERCEL_PROJECT_PRODUCTION_URL: "app.test" };
const required = firstCells(section("### Required"));
const conditional = firstCells(section("### Depending on the deployment"));

describe("the guide to deploying to Vercel", () => {
  it("names as required exactly the variables without which a production deployment does not start", () => {
    expect(required.length).toBeGreaterThan(0);
    expect(required.toSorted()).toEqual(complaints(production).toSorted());
  });

  it("explains every variable that a deployment needs if the platform says only that it is Vercel", () => {
    const needed = complaints({ VERCEL: "1", VERCEL_ENV: "production" });
    expect(needed).toContain("APP_URL");
    expect(needed.filter((name) => ![...required, ...conditional].includes(name))).toEqual([]);
  });

  it("names only variables that exist", () => {
    expect(conditional.length).toBeGreaterThan(0);
    const known: string[] = VARIABLE_NAMES;
    expect([...required, ...conditional].filter((name) => !known.includes(name))).toEqual([]);
  });

  it("has a button that asks for the required variables, and for the address over which the first build migrates", () => {
    const [, asked = ""] = /new\/clone\?repository-url=[^)\s]*&env=([A-Z_,]+)\)/.exec(guide) ?? [];
    expect(asked.split(",").toSorted()).toEqual([...required, "DIRECT_DATABASE_URL"].toSorted());
  });

  it("names the schedule and the time limit of vercel.json", () => {
    expect(crons.length).toBeGreaterThan(0);
    for (const named of crons.flatMap(({ path, schedule }) => [path, schedule])) {
      expect(section("## The schedule")).toContain(`\`${named}\``);
    }
    for (const { maxDuration } of Object.values(functions)) {
      expect(section("## Functions")).toContain(`${maxDuration} seconds`);
    }
  });

  it("lists the differences in headers that the browser tests allow for, in the same words", () => {
    expect(bullets(section("### In response headers"))).toEqual(PLATFORM_DIFFERENCES.map(({ text }) => text));
  });
});
