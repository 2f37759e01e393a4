"use server";

import { changePasswordAction } from "@/lib/web/entrances/auth-actions";

export const submitPassword = changePasswordAction;
