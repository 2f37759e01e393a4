"use server";

import { resendVerificationAction, verifyEmailAction } from "@/lib/web/auth-actions";
import { leaveForVerificationAction } from "@/lib/web/following-links";

export const submitVerification = verifyEmailAction;
export const submitResend = resendVerificationAction;
export const submitSignOut = leaveForVerificationAction;
