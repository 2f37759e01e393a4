import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const fromRoot = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const ignored = [...configDefaults.exclude, "**/.next/**", "**/.gatehouse/**", "tests/e2e/**"];

/** Each takes more than half a minute. They start first; otherwise one would run at the end while other workers are idle. */
const SLOWEST = [
  "tests/architecture/delete-demo-feature.test.ts",
  "tests/architecture/lint-rules.test.ts",
  "tests/races/organizations.db.test.ts",
  "lib/billing/event-orders.db.test.ts",
  "lib/db/time-limits.db.test.ts",
  "tests/attacks/account.db.test.ts",
  "scripts/create-admin.db.test.ts",
  "prisma/seed.db.test.ts",
].map((file) => fromRoot(file).replaceAll("\\", "/"));

const rank = ({ moduleId }: TestSpecification) => {
  const place = SLOWEST.indexOf(moduleId);
  return place < 0 ? SLOWEST.length : place;
};

class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

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
    sequence: { sequencer: SlowestFirst },
    unstubEnvs: true,
    unstubGlobals: true,
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [
            "{lib,components,scripts,prisma}/**/*.test.{ts,tsx}",
            "tests/{architecture,fakes,setup}/**/*.test.{ts,tsx}",
          ],
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
          // Some tests start processes, which takes half a minute on a busy machine.
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
});
