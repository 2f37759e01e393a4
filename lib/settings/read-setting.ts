// What a setting is right now, read in the transaction of whoever goes by it: a change holds from the next one on.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";
import { SETTINGS, type SettingName, type SettingValues } from "./settings";

/** @throws ZodError when what is stored is no value of it: a switch that cannot be read is not on */
export async function readSetting<N extends SettingName>(db: SystemDb, name: N): Promise<SettingValues[N]> {
  const row = await db.systemSetting.findUnique({ where: { name }, select: { value: true } });
  return row ? SETTINGS[name].value.parse(row.value) : SETTINGS[name].default;
}
