"use server";

import { resendVerificationAction, verifyEmailAction } from "@/lib/web/auth-actions";

export const submitVerification = verifyEmailAction;
export const submitResend = resendVerificationAction;
