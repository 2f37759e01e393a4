// Suites that need a redis-server.
import { findRedis, NO_REDIS } from "../../scripts/redis/server";
import { describeWith } from "./describe-with";

export function describeWithRedis(name: string, body: () => void): void {
  describeWith(findRedis() ? null : NO_REDIS, name, body);
}
