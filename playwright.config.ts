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
  use: {
    // Recording the document at every step takes a fifth of the suite's CPU time. --trace on records it.
    trace: "off",
    screenshot: "only-on-failure",
    locale: "en-US",
    timezoneId: "UTC",
    // A click at a panel that still moves can miss it, which closes the panel.
    contextOptions: { reducedMotion: "reduce" },
  },
  projects: [
    // These compare the whole database before and after, or start another process on it, so nothing else may use it.
    // The first project, so that its single worker has ended when the others have.
    { name: "untouched", testDir: "tests/e2e/untouched", workers: 1, use: { instanceName: "untouched" } },
    { name: "preview", testDir: "tests/e2e/preview", use: { instanceName: "preview" } },
    // The strict instance runs the files of the container.
    {
      name: "strict",
      testDir: "tests/e2e",
      testMatch: ["strict/*.spec.ts", "preview/request-id.spec.ts"],
      use: { instanceName: "strict" },
    },
    // A seeded user makes the instance unready, so this test waits until the others have ended.
    { name: "seeded", testDir: "tests/e2e/seeded", use: { instanceName: "strict" }, dependencies: ["strict"] },
    { name: "b2b", testDir: "tests/e2e/b2b", use: { instanceName: "b2b" } },
    // What users do, again as on Vercel, and what is different there.
    {
      name: "vercel",
      testDir: "tests/e2e",
      testMatch: [
        "vercel/*.spec.ts",
        "strict/headers.spec.ts",
        "strict/client-headers.spec.ts",
        "preview/journey.spec.ts",
        "preview/request-id.spec.ts",
        "preview/walk.spec.ts",
        "preview/console.spec.ts",
      ],
      use: { instanceName: "vercel" },
    },
    // These measure, change the number of instances, or count the refusals of all tests, so they run one at a time when the
    // others have ended.
    {
      name: "vercel-alone",
      testDir: "tests/e2e/vercel-alone",
      workers: 1,
      use: { instanceName: "vercel" },
      dependencies: ["vercel"],
    },
    // Tests that measure time, change the whole instance or flood it run alone, one at a time.
    { name: "quiet", testDir: "tests/e2e/quiet", workers: 1, use: { instanceName: "preview" } },
  ],
});
