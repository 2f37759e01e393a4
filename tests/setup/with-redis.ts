// Suites that need a redis-server. Without one, they are skipped by name; in CI they fail instead.
import { describe, test } from "vitest";
import { findRedis, NO_REDIS, redisOrSkipReason } from "../../scripts/redis/server";

export function describeWithRedis(name: string, body: () => void): void {
  if (findRedis()) {
    describe(name, body);
  } else if (process.env.CI) {
    test(`${name} (${NO_REDIS})`, () => void redisOrSkipReason());
  } else {
    // Written directly, because console output fails tests and reporters do not list the names of skipped suites.
    process.stderr.write(`SKIPPED ${name}: ${NO_REDIS}\n`);
    describe.skip(`${name} (skipped: ${NO_REDIS})`, body);
  }
}
