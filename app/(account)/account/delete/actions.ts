"use server";

import { deleteAccountAction } from "@/lib/web/entrances/auth-actions";

export const submitDeletion = deleteAccountAction;
