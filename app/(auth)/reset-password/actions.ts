"use server";

import { resetPasswordAction } from "@/lib/web/entrances/auth-actions";
import { leaveForResetAction } from "@/lib/web/entrances/following-links";

export const submitReset = resetPasswordAction;
export const submitSignOut = leaveForResetAction;
