// The browser for browser tests: an installed Chromium, else Playwright's own, else one that npm brought.
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { packedBrowser, type Browser } from "./packed-browser";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** `GATEHOUSE_BROWSER` names one, or "packed" for the one from npm. */
export async function findBrowser(): Promise<Browser> {
  const named = process.env.GATEHOUSE_BROWSER;
  if (named && named !== "packed") return { executablePath: named, env: {} };
  const found = named ? undefined : [...INSTALLED, chromium.executablePath()].find((file) => existsSync(file));
  return found ? { executablePath: found, env: {} } : packedBrowser();
}

export function browserFlags(): string[] {
  const flags = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
  // Chromium's sandbox refuses root, and needs user namespaces that containers often withhold.
  if (process.platform === "linux") flags.push("--no-sandbox", "--disable-dev-shm-usage");
  return flags;
}
