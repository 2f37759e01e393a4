// All settings with their effective values, and the configuration that only a restart changes.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { Time } from "@/lib/access/schemas";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { adminOperation } from "@/lib/access/operation";
import { env } from "@/lib/env/server";
import { SETTING_NAMES, SETTINGS } from "@/lib/settings/settings";
import { ConfigurationFact, effectiveConfiguration } from "./effective-configuration";
import { metricsAdvice } from "./metrics-advice";

export const SettingView = z
  .strictObject({
    name: z.enum(SETTING_NAMES),
    title: z.string(),
    description: z.string(),
    /** Null if the stored value is invalid; operations that depend on the setting then refuse. */
    value: z.boolean().nullable(),
    /** Null if the setting was never changed, so that the default applies. */
    updated_at: Time.nullable(),
  })
  .meta({ title: "Setting" });
export type SettingView = z.output<typeof SettingView>;

const SettingsView = z.strictObject({
  items: z.array(SettingView),
  configuration: z.array(ConfigurationFact),
  /** How metrics leave this installation, or how they could. */
  metrics: z.string(),
});

export const listSettings = adminOperation({
  name: "admin.list-settings",
  accepts: sessionOrToken,
  effect: "read",
  limit: generalLimitOnly,
  input: NoInput,
  output: SettingsView,
  run: async ({ db }): Promise<z.output<typeof SettingsView>> => {
    const rows = await db.systemSetting.findMany({ select: { name: true, value: true, updatedAt: true } });
    const items = SETTING_NAMES.map((name): SettingView => {
      const { title, description, value: schema, default: byDefault } = SETTINGS[name];
      const row = rows.find((each) => each.name === name);
      const stored = schema.safeParse(row?.value);
      const value = row ? (stored.success ? stored.data : null) : byDefault;
      return { name, title, description, value, updated_at: row?.updatedAt.toISOString() ?? null };
    });
    return { items, configuration: effectiveConfiguration(), metrics: metricsAdvice(env()) };
  },
});
