import { beforeEach, expect, it } from "vitest";
import type { Prisma } from "@/lib/db/generated/client";
import { inSystemTransaction } from "@/lib/db/transaction";
import { readiness } from "@/lib/health/readiness";
import { uniqueEmail } from "@/tests/factories/callers";
import { uniqueAddress } from "@/tests/factories/addresses";
import { recipientHash, sourceHash } from "./recipient-hash";

const HOUR = 3_600_000;

beforeEach(() => inSystemTransaction((db) => db.outboxMail.deleteMany()));

/** A mail that has been queued for an hour. */
function late(fields: Partial<Prisma.OutboxMailCreateManyInput> = {}): Prisma.OutboxMailCreateManyInput {
  const now = Date.now();
  return {
    kind: "verification",
    recipientHash: recipientHash(uniqueEmail()),
    sourceHash: sourceHash(uniqueAddress()),
    status: "queued",
    attempts: 5,
    lastFault: "mail",
    createdAt: new Date(now - HOUR),
    expiresAt: new Date(now + HOUR),
    ...fields,
  };
}

async function mailState(mails: Prisma.OutboxMailCreateManyInput[]): Promise<unknown> {
  await inSystemTransaction((db) => db.outboxMail.createMany({ data: mails }));
  (globalThis as { gatehouseReadiness?: unknown }).gatehouseReadiness = undefined;
  return ((await readiness()).body as { checks: { mail: unknown } }).checks.mail;
}

const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

it("reports mail as up if recipients' servers refuse mail caused by one network", async () => {
  const sourceOfAll = sourceHash("203.0.113.9");
  expect(await mailState(many(50, () => late({ sourceHash: sourceOfAll })))).toBe("up");
});

it("reports mail as up if recipients' servers refuse mail caused by fewer than five networks", async () => {
  expect(await mailState(many(4, () => late()))).toBe("up");
});

it("reports mail as up if recipients' servers refuse mail while other mail gets through", async () => {
  const delivered = late({ status: "delivered", deliveredAt: new Date() });
  expect(await mailState([...many(50, () => late()), delivered])).toBe("up");
});

it("reports mail as up if a recipient was refused permanently, or a mail has expired", async () => {
  const past = late({ attempts: 0, lastFault: null, expiresAt: new Date(Date.now() - 1) });
  expect(await mailState([...many(9, () => late({ status: "dead" })), past])).toBe("up");
});

it.each<[string, Prisma.OutboxMailCreateManyInput[]]>([
  ["the server cannot be reached", [late({ lastFault: "transport" })]],
  ["no attempt was made to send it", [late({ attempts: 0, lastFault: null })]],
  ["all mail caused by five networks fails", many(5, () => late())],
])("reports mail as degraded if a mail is late because %s", async (_why, mails) => {
  expect(await mailState(mails)).toBe("degraded");
});
