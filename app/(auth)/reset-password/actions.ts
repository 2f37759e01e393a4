"use server";

import { resetPasswordAction } from "@/lib/web/auth-actions";
import { leaveForResetAction } from "@/lib/web/following-links";

export const submitReset = resetPasswordAction;
export const submitSignOut = leaveForResetAction;
