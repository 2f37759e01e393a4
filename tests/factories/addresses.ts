// IP addresses for tests, so that tests do not use up each other's limits.
import { randomInt } from "node:crypto";

export function uniqueAddress(): string {
  return `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;
}
