"use server";

import { startConfirmation, startLink } from "@/lib/auth/oauth/start-flow";
import { unlinkIdentity } from "@/lib/auth/oauth/unlink-identity";
import { formAction } from "@/lib/web/adapters/action";
import { leadsTo } from "@/lib/web/adapters/leads-to";
import { leadsToProvider } from "@/lib/web/adapters/leads-to-provider";

export const submitLink = formAction(startLink, leadsToProvider);
export const submitConfirmation = formAction(startConfirmation, leadsToProvider);
export const submitUnlink = formAction(unlinkIdentity, leadsTo("/account/connections", "identity-unlinked"));
