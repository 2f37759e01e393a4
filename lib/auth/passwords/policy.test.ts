import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { BREACHED_PASSWORDS, FakeHibp } from "@/tests/fakes/hibp";
import { isBreached } from "./breached-passwords";
import { commonPasswords } from "./common-passwords";
import { MOST_COMMON } from "./most-common";
import { passwordProblem, requireGoodPassword } from "./policy";

const service = new FakeHibp();
const ada = { email: "ada.lovelace@example.com", name: "Ada Lovelace" };
const [breached = ""] = BREACHED_PASSWORDS;

beforeAll(async () => {
  await service.start();
  process.env.BREACHED_PASSWORD_API_URL = service.url;
});
afterAll(() => service.stop());
beforeEach(() => {
  service.mood = "answering";
  service.asked.length = 0;
});

describe("a password", () => {
  it.each(["twelve chars", "日本語のパスワードを十二文字", "a".repeat(6) + "🙂".repeat(6), "x y z x y z x y z".repeat(7)])(
    "is accepted: %s",
    (password) => expect(passwordProblem(password, ada)).toBeNull(),
  );

  it.each([
    ["eleven char", "at least 12"],
    ["🙂".repeat(11), "at least 12"],
    ["ab".repeat(65), "at most 128"],
    ["1QAZ2wsx3EDC", "too common"],
    ["ada.lovelace@example.com", "too similar"],
    ["Ada Lovelace!!", "too similar"],
    ["gatehouse2026", "too similar"],
  ])("is refused: %s", (password, reason) => expect(passwordProblem(password, ada)).toContain(reason));

  it.each([...MOST_COMMON])("is refused as too common if the form's short list contains it: %s", (password) =>
    expect(passwordProblem(password, ada)).toContain("too common"),
  );

  it("is compared with at least 45,000 common passwords, ignoring case", () => {
    expect(commonPasswords().size).toBeGreaterThan(45_000);
  });
});

describe("the check for breached passwords", () => {
  it("refuses a breached password, and reports the field it was entered in", async () => {
    await expect(requireGoodPassword(breached, ada, "new_password")).rejects.toMatchObject({
      code: "VALIDATION_ERROR",
      fields: { new_password: expect.stringContaining("data breach") as string },
    });
    await requireGoodPassword("nobody has ever had this one", ada, "password");
  });

  it("sends the service only the first five characters of the SHA-1 hash", async () => {
    await isBreached(breached);
    const sha1 = createHash("sha1").update(breached).digest("hex").toUpperCase();
    expect(service.asked).toEqual([`/range/${sha1.slice(0, 5)}`]);
  });

  it.each(["failing", "hanging"] as const)(
    "accepts the password while the service is %s, and logs that the check was skipped",
    async (mood) => {
      service.mood = mood;
      const lines: string[] = [];
      process.env.LOG_LEVEL = "warn";
      (globalThis as { gatehouseEnv?: unknown }).gatehouseEnv = undefined;
      vi.spyOn(process.stdout, "write").mockImplementation((chunk) => lines.push(String(chunk)) > 0);
      const startedAt = performance.now();
      expect(await isBreached(breached)).toBe(false);
      vi.restoreAllMocks();
      expect(performance.now() - startedAt).toBeLessThan(2_000);
      expect(lines.join("")).toContain("breached password check skipped");
      expect(lines.join("")).not.toContain(breached);
    },
  );
});
