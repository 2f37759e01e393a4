// Every setting of the running system, in one table: its values, its default and its effect. The console shows and changes
// exactly these.
import "server-only";
import type { z } from "zod";
import { Switch } from "@/lib/access/schemas";

export interface SettingValues {
  sign_ups_open: boolean;
  ai_enabled: boolean;
  ai_overage_enabled: boolean;
}

interface Setting<Value> {
  value: z.ZodType<Value>;
  default: Value;
  title: string;
  description: string;
}

export const SETTINGS: { readonly [Name in keyof SettingValues]: Setting<SettingValues[Name]> } = {
  sign_ups_open: {
    value: Switch,
    default: true,
    title: "Sign-up",
    description:
      "While sign-up is off, no one can create an account on their own. The sign-up pages say so. Every sign-up is refused in the same way, whether or not the address has an account. People who have already signed up can still verify their address, and invitations work as before.",
  },
  ai_enabled: {
    value: Switch,
    default: true,
    title: "AI assistant",
    description:
      "While the AI assistant is off, no new call to a model starts, in any organization. Calls that are already running end as usual and are charged.",
  },
  ai_overage_enabled: {
    value: Switch,
    default: false,
    title: "Overage of AI credits",
    description:
      "While overage is on, an organization that has turned it on as well can use more than its monthly and purchased credits, up to its own monthly limit. Overage is recorded and reported, but never invoiced: turn it on only if you invoice it yourself or want to give it away. While it is off, the AI assistant pauses when these credits are used up.",
  },
};

export type SettingName = keyof SettingValues;

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTINGS, name);
}
