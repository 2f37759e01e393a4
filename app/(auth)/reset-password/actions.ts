"use server";

import { resetPasswordAction } from "@/lib/web/auth-actions";

export const submitReset = resetPasswordAction;
