import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { SEED_SYSTEM_ADMIN } from "@/lib/users/seed-people";
import { seedPastSystemAdmin } from "./seed-past";

describe("the seeded past, in a strict environment", () => {
  beforeEach(() => {
    env().strict = true;
  });

  afterEach(() => {
    env().strict = false;
  });

  it("adds no user", async () => {
    await expect(seedPastSystemAdmin()).rejects.toThrow("strict environment");
    const { email } = SEED_SYSTEM_ADMIN;
    expect(await inSystemTransaction((db) => db.user.count({ where: { email } }))).toBe(0);
  });
});
