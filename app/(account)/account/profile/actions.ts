"use server";

import { updateProfileAction } from "@/lib/web/entrances/auth-actions";

export const submitProfile = updateProfileAction;
