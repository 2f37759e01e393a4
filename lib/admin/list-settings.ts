// All settings with their effective values, and the configuration that only a restart changes.
import "server-only";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { adminOperation } from "@/lib/access/operation";
import { SETTING_NAMES, SETTINGS, type SettingName, type SettingValues } from "@/lib/settings/settings";
import { effectiveConfiguration, type ConfigurationFact } from "./effective-configuration";

export interface SettingView {
  name: SettingName;
  title: string;
  description: string;
  /** Null if the stored value is invalid. Operations that depend on it then refuse. */
  value: SettingValues[SettingName] | null;
  /** Null if it was never set and the default applies. */
  updated_at: string | null;
}

export const listSettings = adminOperation({
  name: "admin.list-settings",
  effect: "read",
  limit: generalLimitOnly,
  input: NoInput,
  run: async ({ db }): Promise<{ items: SettingView[]; configuration: ConfigurationFact[] }> => {
    const rows = await db.systemSetting.findMany({ select: { name: true, value: true, updatedAt: true } });
    const items = SETTING_NAMES.map((name): SettingView => {
      const { title, description, value: schema, default: byDefault } = SETTINGS[name];
      const row = rows.find((each) => each.name === name);
      const stored = schema.safeParse(row?.value);
      const value = row ? (stored.success ? stored.data : null) : byDefault;
      return { name, title, description, value, updated_at: row?.updatedAt.toISOString() ?? null };
    });
    return { items, configuration: effectiveConfiguration() };
  },
});
