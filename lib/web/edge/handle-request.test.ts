// Pages get a client's address from the middleware alone.
import { NextRequest } from "next/server";
import { afterEach, expect, it } from "vitest";
import { env } from "@/lib/env/server";
import { handleRequest } from "./handle-request";

const SECRET = "p-0123456789-0123456789-0123456789";
const CLIENT = "203.0.113.7";
const configured = { ...env() };

afterEach(() => {
  for (const name of ["CLIENT_ADDRESS_HEADER", "CLIENT_ADDRESS_SECRET"]) Reflect.deleteProperty(env(), name);
  Object.assign(env(), configured);
});

it("passes neither the address that a proxy reports on to pages, nor the proxy's secret", async () => {
  Object.assign(env(), {
    TRUSTED_PROXY_HOPS: 1,
    CLIENT_ADDRESS_HEADER: "cf-connecting-ip",
    CLIENT_ADDRESS_SECRET: SECRET,
  });
  const { host } = new URL(env().APP_URL);
  const headers = { host, "x-forwarded-for": "192.0.2.1", "x-origin-verify": SECRET, "cf-connecting-ip": CLIENT };
  const response = await handleRequest(new NextRequest(`http://${host}/login`, { headers }));
  const kept = response.headers.get("x-middleware-override-headers")?.split(",");
  expect(kept).toContain("x-forwarded-for");
  expect(kept).not.toContain("cf-connecting-ip");
  expect(kept).not.toContain("x-origin-verify");
  expect(JSON.stringify([...response.headers])).not.toContain(SECRET);
  expect(response.headers.get("x-middleware-request-x-gatehouse-forwarded-identity")).toContain(` ${CLIENT} `);
});
