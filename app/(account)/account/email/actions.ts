"use server";

import { cancelEmailChange } from "@/lib/auth/email-change/cancel-email-change";
import { requestEmailChange } from "@/lib/auth/email-change/request-email-change";
import { formAction } from "@/lib/web/adapters/action";
import { leadsTo } from "@/lib/web/adapters/leads-to";
import { confirmEmailChangeAction } from "@/lib/web/entrances/auth/confirm-email-change-action";
import { signOutForLinkAction } from "@/lib/web/entrances/auth/sign-out-for-link-action";

export const submitRequest = formAction(requestEmailChange, leadsTo("/account/email", "email-change-asked"));
export const submitCancel = formAction(cancelEmailChange, leadsTo("/account/email", "email-change-canceled"));
export const submitConfirmation = confirmEmailChangeAction;
export const submitSignOut = signOutForLinkAction("emailChange");
