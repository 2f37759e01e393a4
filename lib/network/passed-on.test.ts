import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { env } from "@/lib/env/server";
import { readPassedOn, writePassedOn } from "./passed-on";

const FACTS = { requestId: randomUUID(), ipAddress: "203.0.113.7" };
const NOW = Date.UTC(2026, 0, 1);

describe("facts that the middleware passes on", () => {
  it.each(["203.0.113.7", "2001:db8::1", "unknown"])(
    "are read as they were written, with the client address %s",
    (ipAddress) => {
      const facts = { ...FACTS, ipAddress };
      expect(readPassedOn(writePassedOn(facts))).toEqual(facts);
    },
  );

  it("are ignored if a client wrote or changed them", () => {
    const header = writePassedOn(FACTS, NOW);
    const forged = [
      null,
      undefined,
      "",
      FACTS.requestId,
      header.replace(FACTS.requestId, randomUUID()),
      header.replace("203.0.113.7", "203.0.113.8"),
      header.replace(String(NOW), String(NOW + 1)),
      `${header.slice(0, -1)}${header.endsWith("A") ? "E" : "A"}`,
      ` ${header}`,
      `${header}, ${header}`,
    ];
    expect(forged.map((each) => readPassedOn(each, NOW))).toEqual(forged.map(() => null));
    expect(readPassedOn(header, NOW)).toEqual(FACTS);
  });

  it("are ignored two minutes later, and if they come from the future", () => {
    const header = writePassedOn(FACTS, NOW);
    expect(readPassedOn(header, NOW + 2 * 60_000)).toEqual(FACTS);
    expect(readPassedOn(header, NOW + 2 * 60_000 + 1)).toBeNull();
    expect(readPassedOn(header, NOW - 2 * 60_000 - 1)).toBeNull();
  });

  it("are ignored if another deployment wrote them, or the key has been replaced", () => {
    const header = writePassedOn(FACTS);
    const { APP_URL, JWT_SECRET_KEY } = env();
    env().APP_URL = "https://preview.example.com";
    expect(readPassedOn(header)).toBeNull();
    env().APP_URL = APP_URL;
    env().JWT_SECRET_KEY = "the-next-signing-secret-0123456789abcdef";
    env().JWT_SECRET_KEY_PREVIOUS = JWT_SECRET_KEY;
    expect(readPassedOn(header)).toBeNull();
  });
});
