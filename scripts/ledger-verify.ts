// npm run ledger-verify: compares the credits of every organization with the ledger and with the calls, and prints what differs.
// Exits with code 1 if anything does. Changes nothing, and may run at any time.
import { randomUUID } from "node:crypto";
import { configureCommand } from "./configure-command";
import { runScript } from "./failure";
import { ensurePrismaClient } from "./schema/client";

await runScript(async () => {
  configureCommand();
  ensurePrismaClient();
  // Imported after the configuration is set, because these modules read it.
  const { systemCaller } = await import("@/lib/access/actor");
  const { verifyLedger } = await import("@/lib/credits/verify-ledger");
  const { organizations, differences } = await verifyLedger(systemCaller(randomUUID()), {});
  for (const { organizationId, what, kept, booked } of differences)
    console.log(`${organizationId}: ${what} is ${kept}, but should be ${booked}`);
  console.log(`Organizations checked: ${organizations}. Differences: ${differences.length}.`);
  return differences.length === 0 ? 0 : 1;
});
// The connection pool would keep the process alive.
process.exit();
