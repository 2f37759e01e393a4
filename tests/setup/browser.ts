// The browser of the browser tests: the one pinned by the lockfile, whatever else is installed, or the one that
// `GATEHOUSE_BROWSER` names. These flags make a full Chromium, whose pages are real windows, much faster, but it stays
// slower than the pinned browser.
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { Failure } from "../../scripts/failure";
import { packedBrowser, type Browser } from "./packed-browser";

/** Features that load address bar pages in every new window, or start a process for the next page. */
const COSTLY_FEATURES = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess"];

/** Features that Playwright disables. Chromium only uses the last `--disable-features`, so ours has to repeat them. */
export const DISABLED_BY_PLAYWRIGHT = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "TcpPortRandomizationWin",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
  "msForceBrowserSignIn",
  "msEdgeUpdateLaunchServicesPreferredVersion",
];

/** @throws Failure if the pinned browser does not exist for this platform and Playwright's own is not installed */
export async function findBrowser(
  platform = `${process.platform}-${process.arch}`,
  playwrights = chromium.executablePath(),
): Promise<Browser> {
  const named = process.env.GATEHOUSE_BROWSER;
  if (named) return { executablePath: named, env: {} };
  if (platform === "linux-x64") return packedBrowser();
  if (existsSync(playwrights)) return { executablePath: playwrights, env: {} };
  throw new Failure(
    "npm provides no browser for this platform: run npx playwright install chromium, or name one in GATEHOUSE_BROWSER.",
  );
}

export function browserFlags(): string[] {
  const disabled = [...DISABLED_BY_PLAYWRIGHT, ...COSTLY_FEATURES].join(",");
  const flags = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    `--disable-features=${disabled}`,
  ];
  // Chromium's sandbox refuses root, and needs user namespaces, which containers often do not allow.
  if (process.platform === "linux") flags.push("--no-sandbox", "--disable-dev-shm-usage");
  return flags;
}
