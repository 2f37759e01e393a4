import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const fromRoot = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const ignored = [...configDefaults.exclude, "**/.next/**", "**/.gatehouse/**", "tests/e2e/**"];

export default defineConfig({
  resolve: {
    alias: [
      { find: /^server-only$/, replacement: fromRoot("node_modules/server-only/empty.js") },
      { find: /^@\//, replacement: fromRoot("./") },
    ],
  },
  test: {
    environment: "node",
    // By default two cores run one worker. Workers spend much of their time waiting for the database, for clocks and for child
    // processes.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    unstubEnvs: true,
    unstubGlobals: true,
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{lib,components,scripts}/**/*.test.{ts,tsx}", "tests/{architecture,fakes,setup}/**/*.test.{ts,tsx}"],
          exclude: [...ignored, "**/*.db.test.ts"],
          setupFiles: ["tests/setup/unit.ts", "tests/setup/quiet-console.ts"],
          // Architecture tests read the whole tree, which takes a busy machine longer than the default.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude: ignored,
          globalSetup: ["tests/setup/cluster.ts"],
          setupFiles: ["tests/setup/db.ts", "tests/setup/quiet-console.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
