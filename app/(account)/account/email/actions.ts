"use server";

import {
  cancelEmailChangeAction,
  confirmEmailChangeAction,
  requestEmailChangeAction,
} from "@/lib/web/entrances/auth-actions";
import { leaveForEmailChangeAction } from "@/lib/web/entrances/following-links";

export const submitRequest = requestEmailChangeAction;
export const submitCancel = cancelEmailChangeAction;
export const submitConfirmation = confirmEmailChangeAction;
export const submitSignOut = leaveForEmailChangeAction;
