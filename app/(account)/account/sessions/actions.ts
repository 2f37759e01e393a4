"use server";

import { endOtherSessionsAction, endSessionAction } from "@/lib/web/auth-actions";

export const submitEnd = endSessionAction;
export const submitEndOthers = endOtherSessionsAction;
