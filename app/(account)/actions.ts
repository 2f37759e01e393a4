"use server";

import { signOutAction } from "@/lib/web/entrances/auth-actions";

export const submitSignOut = signOutAction;
