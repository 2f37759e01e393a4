// A serverless function that serves three requests and is then frozen by its platform: nothing runs in it any longer, not even a
// timer.
import { writeSync } from "node:fs";
import { openDatabase } from "@/lib/db/client";
import { FakePlatform } from "@/tests/fakes/platform";

const platform = new FakePlatform();
const { client } = openDatabase({ connectionString: process.env.DATABASE_URL ?? "", serverless: true });
await platform.serve(() => client.$queryRaw`SELECT 1`);
await platform.serve(() => client.$transaction((tx) => tx.$queryRaw`SELECT 1 / 0`).catch(() => undefined));
await platform.serve(() => client.$transaction((tx) => tx.$queryRaw`SELECT 1`));
writeSync(1, "served\n");
await platform.untilFrozen();
writeSync(1, "frozen\n");
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
