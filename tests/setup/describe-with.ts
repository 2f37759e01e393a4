// Suites that need a program of the machine. Without it, they are skipped by name; in CI they fail instead.
import { describe, test } from "vitest";

/** @param missing the words for a missing program, or null if it is there */
export function describeWith(missing: string | null, name: string, body: () => void): void {
  if (missing === null) {
    describe(name, body);
  } else if (process.env.CI) {
    test(`${name} (${missing})`, () => {
      throw new Error(`There is ${missing}, and CI skips no tests: install its package.`);
    });
  } else {
    // Written directly, because console output fails tests and reporters do not list the names of skipped suites.
    process.stderr.write(`SKIPPED ${name}: ${missing}\n`);
    describe.skip(`${name} (skipped: ${missing})`, body);
  }
}
