"use server";

import { signInAction } from "@/lib/web/entrances/auth-actions";

export const submitSignIn = signInAction;
