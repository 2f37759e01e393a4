import { describe, expect, it } from "vitest";
import { env } from "@/lib/env/server";
import { metricsFindings } from "./metrics-findings";

const pushed = { ...env(), OTEL_EXPORTER_OTLP_ENDPOINT: "https://collector.test" };

describe("npm run doctor", () => {
  it.each([
    ["OTEL_EXPORTER_OTLP_METRICS_HEADERS", "x-api-key=credential"],
    ["OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"],
    ["OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "http/protobuf"],
    ["OTEL_METRICS_EXPORTER", "none"],
  ])("notes that %s=%s has no effect, without the value", (name, value) => {
    const findings = metricsFindings(pushed, { [name]: value });
    expect(findings).toEqual([{ kind: "note", text: expect.stringContaining(`${name} has no effect`) as string }]);
    expect(JSON.stringify(findings)).not.toContain(value);
    expect(metricsFindings(env(), { [name]: value })).toEqual([]);
  });

  it("accepts values of these variables that the app does not contradict", () => {
    const source = {
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_METRICS_EXPORTER: "otlp",
      OTEL_EXPORTER_OTLP_METRICS_HEADERS: "",
    };
    expect(metricsFindings(pushed, source)).toEqual([]);
  });

  it("notes that functions cannot be scraped", () => {
    const scraped = { ...env(), serverless: true, METRICS_TOKEN: "m-0123456789-0123456789-0123456789" };
    expect(metricsFindings(scraped, {})).toEqual([
      { kind: "note", text: expect.stringContaining("METRICS_TOKEN has no effect in functions") as string },
    ]);
  });
});
