import { defineConfig } from "@playwright/test";
import type { WorkerOptions } from "./tests/setup/fixtures";

export default defineConfig<object, WorkerOptions>({
  globalSetup: "./tests/setup/previews.ts",
  outputDir: "test-results",
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  retries: 0,
  reporter: "list",
  timeout: 45_000,
  expect: { timeout: 10_000 },
  // Traces hold the document at every step, and no film of it: a full Chromium pays for each frame it paints.
  use: { trace: { mode: "retain-on-failure", screenshots: false }, locale: "en-US", timezoneId: "UTC" },
  projects: [
    { name: "preview", testDir: "tests/e2e/preview", use: { instanceName: "preview" } },
    // What measures time, changes the instance for everybody or floods it: run by itself, one test at a time.
    { name: "quiet", testDir: "tests/e2e/quiet", workers: 1, use: { instanceName: "preview" } },
    { name: "strict", testDir: "tests/e2e/strict", use: { instanceName: "strict" } },
    { name: "b2b", testDir: "tests/e2e/b2b", use: { instanceName: "b2b" } },
  ],
});
