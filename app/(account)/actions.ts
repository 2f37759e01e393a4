"use server";

import { signOutAction } from "@/lib/web/auth-actions";

export const submitSignOut = signOutAction;
