"use server";

import { verifyEmail } from "@/lib/auth/sign-up/verify-email";
import { formAction } from "@/lib/web/adapters/action";
import { leadsTo } from "@/lib/web/adapters/leads-to";
import { resendVerificationAction } from "@/lib/web/entrances/auth/resend-verification-action";
import { signOutForLinkAction } from "@/lib/web/entrances/auth/sign-out-for-link-action";

export const submitVerification = formAction(verifyEmail, leadsTo("/login", "email-verified"));
export const submitResend = resendVerificationAction;
export const submitSignOut = signOutForLinkAction("verification");
