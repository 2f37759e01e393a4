"use server";

import { signUp } from "@/lib/auth/sign-up/sign-up";
import { signUpAction } from "@/lib/web/entrances/auth-actions";

export const submitSignUp = signUpAction(signUp);
