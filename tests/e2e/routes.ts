// Finds protected pages and routes in their files: a page that calls a guard for signed-in users, and a method whose
// operation is for users, organizations or admins.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

export const UNKNOWN_ID = "01a1fca7-10ef-709a-a672-db653871918b";
const GUARDS = /\brequire(User|Member|SystemAdmin)\(/;
/** A method with its whole handler, up to the next method. */
const METHOD = /\b(GET|POST|PUT|PATCH|DELETE): (.*?)(?=,\s+(?:GET|POST|PUT|PATCH|DELETE):|,?\s*\}\)|,?\s*\},)/gs;
const PROTECTED_BUILDER = /^export const (\w+) = (?:userOperation|orgOperation|adminOperation)\(/gm;
const NAMED_ROUTE = /^export const (\w+) = (?:json|org)Route\((\w+)/gm;

async function filesIn(folder: string, isWanted: (name: string) => boolean): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files
    .filter((file) => isWanted(path.basename(file)))
    .map((file) => path.join(folder, file))
    .sort();
}

/** Every page, and every method of every route, with an unknown id for each parameter of the path. */
export async function allEntrances() {
  const pages = (await filesIn("app", (name) => name === "page.tsx")).map(urlOf);
  const routes: { method: string; path: string }[] = [];
  for (const file of await filesIn("app", (name) => name === "route.ts")) {
    // The catch-all route for unknown paths is not an endpoint of the product.
    if (file.includes("[[...")) continue;
    for (const [, method = ""] of (await readFile(file, "utf8")).matchAll(/\b(GET|POST|PUT|PATCH|DELETE): /g)) {
      routes.push({ method, path: urlOf(file) });
    }
  }
  return { pages, routes };
}

function urlOf(file: string): string {
  const segments = file
    .split("/")
    .slice(1, -1)
    .filter((segment) => !/^\(.*\)$/.test(segment));
  return `/${segments.map((segment) => segment.replace(/^\[.*\]$/, UNKNOWN_ID)).join("/")}`;
}

/** Names of operations that only signed-in users may call, and of the routes that call them. */
async function protectedNames(): Promise<Set<string>> {
  const names = new Set<string>();
  const files = await filesIn("lib", (name) => /(?<!\.test)\.ts$/.test(name));
  const sources = await Promise.all(files.map((file) => readFile(file, "utf8")));
  for (const source of sources) for (const [, name = ""] of source.matchAll(PROTECTED_BUILDER)) names.add(name);
  for (const source of sources) {
    for (const [, route = "", operation = ""] of source.matchAll(NAMED_ROUTE)) if (names.has(operation)) names.add(route);
  }
  return names;
}

export async function findRoutes() {
  const protectedPages: string[] = [];
  for (const file of await filesIn("app", (name) => name === "page.tsx")) {
    if (GUARDS.test(await readFile(file, "utf8"))) protectedPages.push(urlOf(file));
  }
  const names = await protectedNames();
  const protectedRoutes: { method: string; path: string }[] = [];
  for (const file of await filesIn("app", (name) => name === "route.ts")) {
    for (const [, method = "", answer = ""] of (await readFile(file, "utf8")).matchAll(METHOD)) {
      if ((answer.match(/\w+/g) ?? []).some((word) => names.has(word))) protectedRoutes.push({ method, path: urlOf(file) });
    }
  }
  return { protectedPages, protectedRoutes };
}
