// npm run ledger-verify: compares the credits of every organization with the ledger and with the calls, and prints what differs.
// Exits with code 1 if anything does. Changes nothing, and may run at any time.
import { randomUUID } from "node:crypto";
import { configureCommand } from "./configure-command";
import { runScript } from "./failure";
import { ensurePrismaClient } from "./schema/client";

function sentenceOf(what: string, kept: number, booked: number): string {
  if (what === "calls") return `calls that differ from their entries: ${booked}`;
  const other = what.endsWith("_used") || what.endsWith("_reserved") ? "calls" : "ledger";
  return `${what}: the account says ${kept}, the ${other} ${booked}`;
}

await runScript(async () => {
  configureCommand();
  ensurePrismaClient();
  // Imported after the configuration is set, because these modules read it.
  const { systemCaller } = await import("@/lib/access/actor");
  const { verifyLedger } = await import("@/lib/credits/verify-ledger");
  const { organizations, differences } = await verifyLedger(systemCaller(randomUUID()), {});
  for (const { organizationId, what, kept, booked } of differences)
    console.log(`${organizationId}: ${sentenceOf(what, kept, booked)}`);
  console.log(`Organizations checked: ${organizations}. Differences: ${differences.length}.`);
  return differences.length === 0 ? 0 : 1;
});
// The connection pool would keep the process alive.
process.exit();
