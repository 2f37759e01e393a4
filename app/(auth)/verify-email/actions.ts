"use server";

import { resendVerificationAction, verifyEmailAction } from "@/lib/web/entrances/auth-actions";
import { leaveForVerificationAction } from "@/lib/web/entrances/following-links";

export const submitVerification = verifyEmailAction;
export const submitResend = resendVerificationAction;
export const submitSignOut = leaveForVerificationAction;
