import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { generateToken } from "@/lib/crypto/random";
import { readFlow, withFlow, withoutFlow } from "./flow-cookie";

const ids = Array.from({ length: 7 }, () => randomUUID());
const begun = (count: number) => ids.slice(0, count).reduce<string | null>((value, id) => withFlow(value, id).value, null);

describe("the flow cookie", () => {
  it("keeps one secret for all sign-ins of a browser, and forgets the oldest of more than five", () => {
    const first = withFlow(null, ids[0] ?? "");
    const all = readFlow(ids.slice(1).reduce((value, id) => withFlow(value, id).value, first.value));
    expect(readFlow(first.value)).toEqual({ secret: first.secret, ids: [ids[0]] });
    expect(all).toEqual({ secret: first.secret, ids: ids.slice(2) });
  });

  it("forgets a sign-in that has ended, and is over with the last one", () => {
    const cookie = begun(2);
    const rest = withoutFlow(cookie, ids[0] ?? "");
    expect(readFlow(rest)).toEqual({ secret: readFlow(cookie)?.secret, ids: [ids[1]] });
    expect(withoutFlow(rest, ids[1] ?? "")).toBeNull();
    expect(withoutFlow(null, ids[1] ?? "")).toBeNull();
  });

  it.each([
    null,
    "",
    "short",
    `${generateToken()}.`,
    `${generateToken()}.nonsense`,
    `${generateToken()}.${randomUUID()}.`,
    [generateToken(), ...ids].join("."),
  ])("counts as missing if it is damaged: %j", (cookie) => {
    expect(readFlow(cookie)).toBeNull();
    const { secret, value } = withFlow(cookie, ids[0] ?? "");
    expect(value).toBe(`${secret}.${ids[0] ?? ""}`);
    expect(cookie ?? "").not.toContain(secret);
  });
});
