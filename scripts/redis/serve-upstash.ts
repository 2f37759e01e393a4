// Serves Upstash's API in front of a Redis, in a process of its own. In a process with other work, such as the TLS proxy's, a
// burst of requests would make the store look slow.
import { parseArgs } from "node:util";
import { FakeUpstash } from "./upstash";

const { values } = parseArgs({ options: { port: { type: "string" }, "redis-port": { type: "string" } } });

const upstash = new FakeUpstash(Number(values["redis-port"]), process.env.UPSTASH_REDIS_REST_TOKEN);
await upstash.start(Number(values.port));
