import { describe, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { createFundedOrganization, start } from "@/tests/factories/credits";
import { settleCall } from "./settle-call";
import { creditsView } from "./summary";

const viewOf = (organizationId: string) => inSystemTransaction((db) => creditsView(db, organizationId), "read only");

describe("a call", () => {
  it("reserves the most it can use, and is charged what it used", async () => {
    const id = await createFundedOrganization(1_000);
    const { callId, reserved } = await start(id);
    expect(reserved).toEqual({ allotment: 100, purchased: 0, overage: 0 });
    expect((await viewOf(id)).allotment).toEqual({ limit: 1_000, used: 0, reserved: 100, available: 900 });
    const settled = await settleCall(callId, { inputTokens: 40, outputTokens: 10, outcome: "settled" });
    expect(settled).toMatchObject({ isFirst: true, spent: { allotment: 50 }, unbilled: 0, cost: 12 });
    expect((await viewOf(id)).allotment).toEqual({ limit: 1_000, used: 50, reserved: 0, available: 950 });
  });
});
