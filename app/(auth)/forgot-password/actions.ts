"use server";

import { forgotPasswordAction } from "@/lib/web/entrances/auth-actions";

export const submitForgot = forgotPasswordAction;
