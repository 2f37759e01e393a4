"use server";

import { signInAction } from "@/lib/web/auth-actions";

export const submitSignIn = signInAction;
