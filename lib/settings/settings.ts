// Every setting of the running system, in one table: its values, its default and its effect. The console shows and changes
// exactly these.
import "server-only";
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

/** On or off: a boolean, or the word that a form sends. */
const Switch = z.union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")], {
  error: "Please choose on or off.",
});

export const SETTINGS: { readonly [Name in keyof SettingValues]: Setting<SettingValues[Name]> } = {
  sign_ups_open: {
    value: Switch,
    default: true,
    title: "Sign-up",
    description:
      "While sign-up is off, no one can create an account on their own. The sign-up pages say so. Every sign-up is refused in the same way, whether or not the address has an account. People who have already signed up can still verify their address, and invitations work as before.",
  },
};

export type SettingName = keyof SettingValues;

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTINGS, name);
}
