import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { installAside, lockedAside, npmEnvironment } from "./install-aside";

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(path.join(tmpdir(), "gatehouse-aside-test-"));
  vi.stubEnv("npm_execpath", "npm-cli.js");
  vi.spyOn(console, "log").mockReturnValue();
});
afterEach(() => {
  rmSync(cache, { recursive: true, force: true });
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const tool = { name: "tool", manifest: "{}", lockfile: "{}" };
const folderOf = (args: string[]) => args[args.indexOf("--prefix") + 1] ?? "";

describe("installing a package aside", () => {
  it("installs once, from the lockfile, without install scripts", async () => {
    const calls: string[][] = [];
    const run = (args: string[]) => {
      calls.push(args);
      writeFileSync(path.join(folderOf(args), "installed"), "");
      return Promise.resolve();
    };
    const folder = await installAside(tool, run, cache);
    expect(await installAside(tool, run, cache)).toBe(folder);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toEqual(expect.arrayContaining(["npm-cli.js", "ci", "--ignore-scripts"]));
    expect(readdirSync(folder).sort()).toEqual(["installed", "package-lock.json", "package.json"]);
    expect(await installAside({ ...tool, lockfile: "{ }" }, run, cache)).not.toBe(folder);
  });

  it("leaves nothing of an installation that fails, so that the next one starts again", async () => {
    const fail = (args: string[]) => {
      writeFileSync(path.join(folderOf(args), "a half"), "");
      return Promise.reject(new Error("interrupted"));
    };
    await expect(installAside(tool, fail, cache)).rejects.toThrow("interrupted");
    expect(readdirSync(cache)).toEqual([]);
    expect(existsSync(await installAside(tool, () => Promise.resolve(), cache))).toBe(true);
  });

  it("gives npm its own variables and none of the project's", async () => {
    vi.stubEnv("JWT_SECRET_KEY", "a secret");
    vi.stubEnv("HTTPS_PROXY", "http://proxy.test");
    vi.stubEnv("npm_config_registry", "https://registry.test");
    let given: NodeJS.ProcessEnv | undefined;
    await installAside(tool, (_args, env) => Promise.resolve(void (given = env)), cache);
    expect(given).toMatchObject({ PATH: process.env.PATH, HTTPS_PROXY: "http://proxy.test" });
    expect(given?.npm_config_registry).toBe("https://registry.test");
    expect(JSON.stringify(given)).not.toContain("a secret");
    const project = { DATABASE_URL: "x", NODE_ENV: "production", PATHS: "x", MY_PATH: "x", NODE_OPTIONS: "x" } as const;
    expect(npmEnvironment(project)).toEqual({});
  });

  it("asks to be started by npm", async () => {
    vi.stubEnv("npm_execpath", undefined);
    await expect(installAside(tool, () => Promise.resolve(), cache)).rejects.toThrow(/Start the script with npm run/);
  });

  it("has a manifest and a lockfile for Vercel's builder and for the scanner", () => {
    expect(lockedAside("vercel").lockfile).toContain("node_modules/vercel");
    expect(lockedAside("observatory").lockfile).toContain("node_modules/@mdn/mdn-http-observatory");
  });
});
