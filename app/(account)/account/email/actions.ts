"use server";

import { cancelEmailChangeAction, confirmEmailChangeAction, requestEmailChangeAction } from "@/lib/web/auth-actions";

export const submitRequest = requestEmailChangeAction;
export const submitCancel = cancelEmailChangeAction;
export const submitConfirmation = confirmEmailChangeAction;
