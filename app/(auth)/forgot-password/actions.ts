"use server";

import { forgotPasswordAction } from "@/lib/web/entrances/auth/forgot-password-action";

export const submitForgot = forgotPasswordAction;
