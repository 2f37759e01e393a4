// A refused plain form: the page says when a limit ends, and a crafted link cannot make it show anything else.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { anonymous } from "@/tests/factories/callers";
import { refusalQuery, refusedSentence } from "./refused";

const NOW = new Date("2026-11-29T12:00:00.250Z");
const GENERAL = "Too many attempts. Please wait a moment and try again.";

const sentence = (query: Record<string, string>) => refusedSentence(Promise.resolve(query), anonymous());

const shown = (query: string) => sentence(Object.fromEntries(new URLSearchParams(query)));

beforeEach(() => vi.useFakeTimers({ now: NOW, toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

it("says when a limit ends, also after the page is reloaded, and never too early", async () => {
  const query = refusalQuery(new AppError("RATE_LIMITED", { retryAfterSeconds: 3540 }));
  expect(query).toBe("refused=RATE_LIMITED&retry_at=1795957141");
  expect(await shown(query)).toBe("Too many attempts. Please try again in 60 minutes.");
  vi.setSystemTime(NOW.getTime() + 3_480_000);
  expect(await shown(query)).toBe("Too many attempts. Please try again in 61 seconds.");
  for (const later of [3_541_000, 3_600_000, 86_400_000]) {
    vi.setSystemTime(NOW.getTime() + later);
    expect(await shown(query)).toBe("You can try again now.");
  }
});

it("believes no time that is further away than the limit of an export allows", async () => {
  const inSeconds = (seconds: number) => shown(refusalQuery(new AppError("RATE_LIMITED", { retryAfterSeconds: seconds })));
  expect(await inSeconds(3_600)).toMatch(/^Too many attempts\. Please try again in /);
  expect(await inSeconds(3_602)).toBe(GENERAL);
});

it.each(["", "soon", "0", "-1", "1795957141.5", "9999999999", "17959571410"])(
  "shows the general message for the invalid time %j",
  async (retry_at) => expect(await sentence({ refused: "RATE_LIMITED", retry_at })).toBe(GENERAL),
);

it("ignores a time unless a limit was the reason", async () => {
  expect(refusalQuery(new AppError("BUSY", { retryAfterSeconds: 3 }))).toBe("refused=BUSY");
  const busy = await sentence({ refused: "BUSY" });
  expect(await sentence({ refused: "BUSY", retry_at: "1795957141" })).toBe(busy);
  expect(await sentence({ refused: "toString", retry_at: "1795957141" })).toBeNull();
});

it("sends the entered values back, unless they are too long for the URL", () => {
  const error = new AppError("RATE_LIMITED", { retryAfterSeconds: 60 });
  const refusal = "refused=RATE_LIMITED&retry_at=1795953661";
  expect(refusalQuery(error, { format: "csv" })).toBe(`format=csv&${refusal}`);
  expect(refusalQuery(error, { format: "x".repeat(2000) })).toBe(refusal);
});
