// A server that is stopped (SIGTERM) first pushes what it has counted since its last push.
import { startBareInstance, type BareInstance } from "@/tests/e2e/bare-instance";
import { FakeOtlp } from "@/tests/fakes/otlp";
import { expect, test } from "@/tests/setup/fixtures";

const VIOLATED = 'gatehouse_csp_violations_total{directive="manifest-src"}';
const STOP_SECONDS = 15;

let collector: FakeOtlp;
let server: BareInstance;

test.beforeEach(async ({ app }) => {
  collector = new FakeOtlp();
  await collector.start();
  server = await startBareInstance(app.database_url, { env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } });
  const response = await fetch(`${server.url}/api/csp-report`, {
    method: "POST",
    headers: { "Content-Type": "application/reports+json" },
    body: JSON.stringify([{ type: "csp-violation", body: { effectiveDirective: "manifest-src", blockedURL: "inline" } }]),
  });
  expect(response.status).toBe(204);
});

test.afterEach(async () => {
  await server.stop();
  await collector.stop();
});

test("pushes what a server has counted before the server ends", async () => {
  await server.terminate(STOP_SECONDS);
  expect(collector.sum(VIOLATED)).toBe(1);
});

test("ends if the collector does not answer within five seconds", async () => {
  collector.mood = "hanging";
  const duration = await server.terminate(STOP_SECONDS);
  expect(collector.paths.length).toBe(1);
  expect(duration).toBeGreaterThan(4_500);
  // A busy machine needs a moment more. Without the limit, the server would wait for as long as the collector.
  expect(duration).toBeLessThan(STOP_SECONDS * 1_000);
});
