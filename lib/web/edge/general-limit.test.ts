// Every refusal of the general limit is counted once in the metrics, whichever check refuses.
import { afterEach, beforeEach, expect, it } from "vitest";
import { generateToken } from "@/lib/crypto/random";
import { env } from "@/lib/env/server";
import { pushMetrics } from "@/lib/outbound/push-metrics";
import { limits } from "@/lib/rate-limit/limits";
import { uniqueAddress } from "@/tests/factories/addresses";
import { FakeOtlp } from "@/tests/fakes/otlp";
import { countRequest } from "./general-limit";

let collector: FakeOtlp;

beforeEach(async () => {
  collector = new FakeOtlp();
  await collector.start();
  Reflect.deleteProperty(globalThis, "gatehouseMetrics");
  env().OTEL_EXPORTER_OTLP_ENDPOINT = collector.url;
});
afterEach(async () => {
  for (const name of ["gatehouseEnv", "gatehouseMetrics", "gatehousePush"]) Reflect.deleteProperty(globalThis, name);
  await collector.stop();
});

it.each([
  ["an IP address", limits.generalPerAddress, 100, () => null],
  ["a session", limits.generalPerSession, 350, ((key) => () => ({ limit: limits.generalPerSession, key }))(generateToken())],
  [
    "the credentials of an IP address",
    limits.generalSignedInPerAddress,
    650,
    () => ({ limit: limits.generalPerSession, key: generateToken() }),
  ],
  ["the API keys of an IP address", limits.generalSignedInPerAddress, 650, () => "API key" as const],
])("counts each refusal of %s", async (_what, limit, requests, credential) => {
  const address = uniqueAddress();
  let refused = 0;
  for (let count = 0; count < requests; count += 1) {
    if (!(await countRequest(credential(), address)).allowed) refused += 1;
  }
  expect(refused).toBeGreaterThan(10);
  await pushMetrics();
  expect(collector.sum(`gatehouse_rate_limited_total{limit="${limit.name}"}`)).toBe(refused);
});
