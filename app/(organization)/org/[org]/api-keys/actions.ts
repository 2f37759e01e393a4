"use server";

import { revokeApiKey } from "@/lib/api-keys/revoke-api-key";
import { orgAction } from "@/lib/web/adapters/action";
import { leadsToPage } from "@/lib/web/adapters/leads-to";
import { createApiKeyAction } from "@/lib/web/entrances/organizations/create-api-key-action";

export const submitKey = createApiKeyAction;
export const submitRevocation = orgAction(revokeApiKey, leadsToPage("api-keys", "api-key-revoked"));
