"use server";

import { signUp } from "@/lib/auth/sign-up/sign-up";
import { signUpAction } from "@/lib/web/entrances/auth/sign-up-action";

export const submitSignUp = signUpAction(signUp);
