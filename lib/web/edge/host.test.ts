import { expect, it } from "vitest";
import { requestedOrigin } from "./host";

const hosts = { APP_URL: "https://app.gatehouse.test", TRUSTED_HOSTS: ["app.gatehouse.test", "second.gatehouse.test"] };

it.each([
  ["app.gatehouse.test", "https://app.gatehouse.test"],
  ["SECOND.gatehouse.test", "https://second.gatehouse.test"],
  ["evil.test", "https://app.gatehouse.test"],
  [null, "https://app.gatehouse.test"],
])("takes a request to %s for one to %s", (host, origin) => expect(requestedOrigin(hosts, host)).toBe(origin));

it("takes the scheme from the configuration", () => {
  const local = { APP_URL: "http://localhost:3000", TRUSTED_HOSTS: ["127.0.0.1:3000"] };
  expect(requestedOrigin(local, "127.0.0.1:3000")).toBe("http://127.0.0.1:3000");
});
