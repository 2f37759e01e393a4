"use server";

import { signInAction } from "@/lib/web/entrances/auth/sign-in-action";

export const submitSignIn = signInAction;
