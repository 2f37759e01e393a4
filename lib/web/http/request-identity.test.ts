// A proxy in front without the right secret is reported, because all its clients then share one address.
import { afterEach, expect, it, vi } from "vitest";
import { env } from "@/lib/env/server";
import { identifyRequest } from "./request-identity";

const SECRET = "p-0123456789-0123456789-0123456789";
const WRONG = "w-0123456789-0123456789-0123456789";
const CLIENT = "203.0.113.7";
const configured = { ...env() };

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  for (const name of ["CLIENT_ADDRESS_HEADER", "CLIENT_ADDRESS_SECRET"]) Reflect.deleteProperty(env(), name);
  Object.assign(env(), configured);
});

it("reports an address without the right secret in the log, once a minute", () => {
  const written: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((line) => written.push(String(line)) > 0);
  vi.useFakeTimers({ now: Date.now() + 3_600_000, toFake: ["Date"] });
  Object.assign(env(), {
    LOG_LEVEL: "warn",
    TRUSTED_PROXY_HOPS: 1,
    CLIENT_ADDRESS_HEADER: "cf-connecting-ip",
    CLIENT_ADDRESS_SECRET: SECRET,
  });
  for (const secret of [SECRET, null, WRONG, null]) {
    const headers = new Headers({ "x-forwarded-for": "192.0.2.1", "cf-connecting-ip": CLIENT });
    if (secret !== null) headers.set("x-origin-verify", secret);
    identifyRequest(headers);
  }
  expect(written.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({ level: "warn", message: expect.stringContaining("without the right secret") as string }),
  ]);
  expect(written.join("")).not.toMatch(new RegExp(`${WRONG}|${SECRET}|${CLIENT}`));
});
