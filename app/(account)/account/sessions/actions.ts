"use server";

import { endOtherSessionsAction, endSessionAction } from "@/lib/web/entrances/auth-actions";

export const submitEnd = endSessionAction;
export const submitEndOthers = endOtherSessionsAction;
