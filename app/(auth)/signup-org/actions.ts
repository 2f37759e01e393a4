"use server";

import { signUpOrganization } from "@/lib/auth/sign-up/sign-up";
import { signUpAction } from "@/lib/web/entrances/auth-actions";

export const submitSignUp = signUpAction(signUpOrganization);
