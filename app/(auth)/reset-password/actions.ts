"use server";

import { resetPassword } from "@/lib/auth/password-reset/reset-password";
import { formAction } from "@/lib/web/adapters/action";
import { leadsTo } from "@/lib/web/adapters/leads-to";
import { signOutForLinkAction } from "@/lib/web/entrances/auth/sign-out-for-link-action";

export const submitReset = formAction(resetPassword, leadsTo("/login", "password-reset"));
export const submitSignOut = signOutForLinkAction("passwordReset");
