// The browser for browser tests: an installed Chromium, else Playwright's own, else one that npm brought.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { packedBrowser, type Browser } from "./packed-browser";

const PACKED = "packed";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Some systems install a program of this name that only says how to get the real one. */
function runs(file: string): boolean {
  return existsSync(file) && spawnSync(file, ["--version"], { stdio: "ignore" }).status === 0;
}

/** `GATEHOUSE_BROWSER` names one, or "packed" for the one from npm. */
export async function findBrowser(): Promise<Browser> {
  const named = process.env.GATEHOUSE_BROWSER;
  if (named && named !== PACKED) return { executablePath: named, env: {} };
  const found = named ? undefined : [...INSTALLED, chromium.executablePath()].find(runs);
  return found ? { executablePath: found, env: {} } : packedBrowser();
}

/** The value of `GATEHOUSE_BROWSER` that stands for what was found. */
export async function chooseBrowser(): Promise<string> {
  const { executablePath, env } = await findBrowser();
  return Object.keys(env).length > 0 ? PACKED : executablePath;
}

export function browserFlags(): string[] {
  const flags = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
  // Chromium's sandbox refuses root, and needs user namespaces that containers often withhold.
  if (process.platform === "linux") flags.push("--no-sandbox", "--disable-dev-shm-usage");
  return flags;
}
