"use server";

import { signOutAction } from "@/lib/web/entrances/auth/sign-out-action";

export const submitSignOut = signOutAction;
