"use server";

import { updateProfileAction } from "@/lib/web/auth-actions";

export const submitProfile = updateProfileAction;
