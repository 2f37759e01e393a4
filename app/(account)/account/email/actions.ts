"use server";

import { cancelEmailChangeAction, confirmEmailChangeAction, requestEmailChangeAction } from "@/lib/web/auth-actions";
import { leaveForEmailChangeAction } from "@/lib/web/following-links";

export const submitRequest = requestEmailChangeAction;
export const submitCancel = cancelEmailChangeAction;
export const submitConfirmation = confirmEmailChangeAction;
export const submitSignOut = leaveForEmailChangeAction;
