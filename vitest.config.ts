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
    // By default, a machine with two cores runs one worker. More workers pay off, because each often waits for the database,
    // clocks and child processes.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // Files of a worker share loaded modules, which saves CPU time. tests/setup/environment.ts removes the state that they share.
    isolate: false,
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
          // Architecture tests read the whole source tree, which can take longer than the default timeout on a busy machine.
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
