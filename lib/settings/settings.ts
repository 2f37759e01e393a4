// Every setting of the running system, in one table: what values it takes, what holds while nobody has set it, and what
// it does. The console shows and changes what stands here, and nothing else.
import { z } from "zod";

export interface SettingValues {
  sign_ups_open: boolean;
}

interface Setting<Value> {
  value: z.ZodType<Value>;
  default: Value;
  title: string;
  description: string;
}

/** On or off; forms say it in words. */
const Switch = z.union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")], {
  error: "Please choose on or off.",
});

export const SETTINGS: { readonly [Name in keyof SettingValues]: Setting<SettingValues[Name]> } = {
  sign_ups_open: {
    value: Switch,
    default: true,
    title: "Sign-up",
    description:
      "While it is off, nobody can sign up by themselves: the pages say so, and every address gets the same answer. People who have already signed up can still verify, and invitations work as before.",
  },
};

export type SettingName = keyof SettingValues;

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTINGS, name);
}
