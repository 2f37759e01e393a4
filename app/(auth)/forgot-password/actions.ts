"use server";

import { forgotPasswordAction } from "@/lib/web/auth-actions";

export const submitForgot = forgotPasswordAction;
