"use server";

import { changePasswordAction } from "@/lib/web/auth-actions";

export const submitPassword = changePasswordAction;
