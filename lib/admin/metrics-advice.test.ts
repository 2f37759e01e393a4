import { describe, expect, it } from "vitest";
import { env } from "@/lib/env/server";
import { metricsAdvice } from "./metrics-advice";

const advice = (given: object) => metricsAdvice({ ...env(), ...given });
const pushes = { OTEL_EXPORTER_OTLP_ENDPOINT: "https://collector.test" };
const scraped = { METRICS_TOKEN: "m-0123456789-0123456789-0123456789" };

describe("the advice about metrics", () => {
  it("never recommends scraping in functions", () => {
    for (const given of [{}, scraped]) expect(advice({ serverless: true, ...given })).toMatch(/must be pushed: set OTEL_/);
    expect(advice({ serverless: true, ...scraped, ...pushes })).toMatch(/^Every instance pushes/);
  });

  it("says on servers what is configured, and what could be", () => {
    expect(advice({})).toMatch(/METRICS_TOKEN .* OTEL_EXPORTER_OTLP_ENDPOINT/);
    expect(advice(scraped)).toBe("Prometheus can scrape /api/metrics of each process.");
    expect(advice(pushes)).toBe("Every process pushes its metrics.");
    expect(advice({ ...scraped, ...pushes })).toMatch(/^Every process pushes .* Prometheus can scrape/);
  });
});
