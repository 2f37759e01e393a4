// Reads the platform's build output: its routes, static files and functions.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import type { Route } from "./routes";

export interface StaticFile {
  kind: "static";
  file: string;
  contentType: string;
}

export interface FunctionOutput {
  kind: "function";
  /** The folder of the function. Several paths may share one. */
  folder: string;
}

interface Config {
  routes: Route[];
  overrides?: Record<string, { path?: string; contentType?: string }>;
}

export interface BuildOutput {
  routes: Route[];
  find: (urlPath: string) => StaticFile | FunctionOutput | undefined;
  /** The folders of all functions. */
  functions: string[];
}

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "application/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};

export function readOutput(folder: string): BuildOutput {
  const { routes, overrides = {} } = JSON.parse(readFileSync(path.join(folder, "config.json"), "utf8")) as Config;
  const outputs = new Map<string, StaticFile | FunctionOutput>();
  const functions = new Set<string>();
  const statics = path.join(folder, "static");
  for (const entry of readdirSync(statics, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(statics, file).split(path.sep).join("/");
    const override = overrides[name];
    const contentType = override?.contentType ?? TYPES[path.extname(name)] ?? "application/octet-stream";
    outputs.set(`/${override?.path ?? name}`, { kind: "static", file, contentType });
  }
  const roots = path.join(folder, "functions");
  for (const entry of readdirSync(roots, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith(".func")) continue;
    const place = path.join(entry.parentPath, entry.name);
    const target = realpathSync(place);
    functions.add(target);
    const name = path
      .relative(roots, place)
      .split(path.sep)
      .join("/")
      .replace(/\.func$/, "");
    outputs.set(name === "index" ? "/" : `/${name}`, { kind: "function", folder: target });
    outputs.set(`/${name}`, { kind: "function", folder: target });
  }
  return { routes, functions: [...functions], find: (urlPath) => outputs.get(decoded(urlPath)) };
}

function decoded(urlPath: string): string {
  try {
    return decodeURIComponent(urlPath);
  } catch {
    return urlPath;
  }
}

/** The files of a function outside its folder: where they belong in it, and where they are in the project. */
function linkedFiles(project: string, folder: string): [place: string, source: string][] {
  const { filePathMap = {} } = JSON.parse(readFileSync(path.join(folder, ".vc-config.json"), "utf8")) as {
    filePathMap?: Record<string, string>;
  };
  return Object.entries(filePathMap).map(([place, source]) => [place, path.join(project, source)]);
}

/** Copies a function to a folder outside the project, where it can load nothing but its own files. */
export function placeFunction(project: string, folder: string, target: string): void {
  mkdirSync(target, { recursive: true });
  cpSync(folder, target, { recursive: true });
  for (const [name, source] of linkedFiles(project, folder)) {
    const place = path.join(target, name);
    if (existsSync(place)) continue;
    mkdirSync(path.dirname(place), { recursive: true });
    cpSync(source, place, { verbatimSymlinks: true, recursive: true });
  }
}

/** The size of a function in bytes, unzipped. */
export function sizeOfFunction(project: string, folder: string): number {
  const own = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const files = [...own, ...linkedFiles(project, folder).map(([, source]) => source)];
  return files.map((file) => statSync(file)).reduce((total, { size }) => total + size, 0);
}
