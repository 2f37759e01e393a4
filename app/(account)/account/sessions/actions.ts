"use server";

import { endOtherSessions } from "@/lib/auth/sessions/end-other-sessions";
import { endTokenFamily } from "@/lib/auth/tokens/end-token-family";
import { formAction } from "@/lib/web/adapters/action";
import { leadsTo } from "@/lib/web/adapters/leads-to";
import { endSessionAction } from "@/lib/web/entrances/auth/end-session-action";

export const submitEnd = endSessionAction;
export const submitEndOthers = formAction(endOtherSessions, leadsTo("/account/sessions", "sessions-ended"));
export const submitEndClient = formAction(endTokenFamily, leadsTo("/account/sessions", "client-ended"));
