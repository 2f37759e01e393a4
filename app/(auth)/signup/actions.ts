"use server";

import { signUp } from "@/lib/auth/sign-up/sign-up";
import { signUpAction } from "@/lib/web/auth-actions";

export const submitSignUp = signUpAction(signUp);
