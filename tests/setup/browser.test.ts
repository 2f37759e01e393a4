import path from "node:path";
import { chromium } from "@playwright/test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import playwrightConfig from "../../playwright.config";
import { Failure } from "../../scripts/failure";
import { browserFlags, DISABLED_BY_PLAYWRIGHT, findBrowser } from "./browser";

const ON_LINUX = "linux-x64";

beforeEach(() => {
  vi.stubEnv("GATEHOUSE_BROWSER", undefined);
});

describe("the browser of the browser tests", () => {
  it("is the pinned browser, whatever else is installed", async () => {
    const { executablePath } = await findBrowser(ON_LINUX);
    expect(path.relative(process.cwd(), executablePath)).toMatch(/^\.gatehouse[\\/]browser-[\d.]+[\\/]chromium$/);
  });

  it("is another browser only if GATEHOUSE_BROWSER names one", async () => {
    vi.stubEnv("GATEHOUSE_BROWSER", "/opt/theirs/chromium");
    expect(await findBrowser(ON_LINUX)).toEqual({ executablePath: "/opt/theirs/chromium", env: {} });
  });

  it("is Playwright's own if npm has none for the platform; if that is missing, the error says how to install it", async () => {
    expect((await findBrowser("darwin-arm64", process.execPath)).executablePath).toBe(process.execPath);
    await expect(findBrowser("win32-x64", "/no/such/browser")).rejects.toThrow(Failure);
    await expect(findBrowser("win32-x64", "/no/such/browser")).rejects.toThrow(
      /npx playwright install chromium.*GATEHOUSE_BROWSER/,
    );
  });
});

describe("the configuration of the browser", () => {
  it("disables every feature that Playwright disables, because Chromium uses only the last --disable-features", async () => {
    // Launching Node instead of a browser fails with an error that contains Playwright's command line.
    const words = await chromium.launch({ executablePath: process.execPath }).then(String, String);
    const [, theirs = ""] = /--disable-features=(\S+)/.exec(words) ?? [];
    expect([...DISABLED_BY_PLAYWRIGHT].sort()).toEqual(theirs.split(",").sort());
    expect(browserFlags().filter((flag) => flag.startsWith("--disable-features="))).toHaveLength(1);
  });

  it("records nothing while a test passes", () => {
    expect(playwrightConfig.use).toMatchObject({ trace: "off", screenshot: "only-on-failure" });
  });

  it("keeps a full Chromium from loading its own address bar pages in every window", () => {
    expect(browserFlags().join(" ")).toMatch(/WebUIOmniboxPopup,WebUIOmniboxAimPopup/);
  });
});
