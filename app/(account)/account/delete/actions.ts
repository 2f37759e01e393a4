"use server";

import { deleteAccountAction } from "@/lib/web/auth-actions";

export const submitDeletion = deleteAccountAction;
