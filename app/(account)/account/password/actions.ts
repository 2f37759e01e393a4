"use server";

import { changePassword } from "@/lib/auth/password-change/change-password";
import { formAction } from "@/lib/web/adapters/action";
import { leadsTo } from "@/lib/web/adapters/leads-to";

export const submitPassword = formAction(changePassword, leadsTo("/account/password", "password-changed"));
