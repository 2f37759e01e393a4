"use server";

import { chooseThemeAction } from "@/lib/web/entrances/auth/choose-theme-action";
import { signOutAction } from "@/lib/web/entrances/auth/sign-out-action";

export const submitSignOut = signOutAction;
export const submitTheme = chooseThemeAction;
