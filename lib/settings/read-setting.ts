// Reads a setting in the caller's transaction: a change applies from the next transaction on.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";
import { SETTINGS, type SettingName, type SettingValues } from "./settings";

/** @throws ZodError if the stored value is invalid, so that an unreadable switch does not count as on */
export async function readSetting<N extends SettingName>(db: SystemDb, name: N): Promise<SettingValues[N]> {
  const row = await db.systemSetting.findUnique({ where: { name }, select: { value: true } });
  return row ? SETTINGS[name].value.parse(row.value) : SETTINGS[name].default;
}
