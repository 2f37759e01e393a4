// Creates a row of one organization in every tenant table. If a table gets no row, layers.db.test.ts fails.
import { randomBytes, randomUUID } from "node:crypto";
import { inSystemTransaction } from "@/lib/db/transaction";
import { insertApiKey } from "@/tests/factories/api-keys";
import { createMember } from "@/tests/factories/callers";
import { FIXTURES } from "@/tests/factories/feature-fixtures";

export async function fillTenantTables(organization: { id: string; slug: string }): Promise<void> {
  const member = await createMember(organization, "member");
  const organizationId = organization.id;
  await insertApiKey({ organizationId, userId: member.user.id });
  await inSystemTransaction(async (db) => {
    for (const { insert } of FIXTURES) await insert(db, { organizationId, authorId: member.user.id });
    const email = `${randomUUID()}@example.com`;
    const invitation = { email, openEmail: email, role: "member" as const, tokenHash: new Uint8Array(randomBytes(32)) };
    await db.invitation.create({
      data: { ...invitation, organizationId, invitedById: member.user.id, expiresAt: new Date(Date.now() + 60_000) },
      select: { id: true },
    });
    await db.$queryRaw`
      SELECT outcome FROM reserve_credits(gen_random_uuid(), ${organizationId}::uuid, ${member.user.id}::uuid, gen_random_uuid(), 'x', 'demo', 1, 1)`;
    await db.idempotencyKey.createMany({ data: [{ organizationId, keyHash: new Uint8Array(randomBytes(32)) }] });
    await db.stripeCheckout.createMany({
      data: [
        {
          ...{ organizationId, sessionId: `cs_test_${randomUUID()}`, customerId: "cus_1", kind: "credits" },
          ...{ item: "5m", credits: 5n, amountCents: 100, currency: "usd", status: "expired" },
        },
      ],
    });
    await db.auditEntry.createMany({
      data: [
        {
          organizationId,
          actorKind: "system",
          requestId: randomUUID(),
          action: "x",
          outcome: "ok",
          ipAddress: "",
          userAgent: "",
        },
      ],
    });
  });
}
