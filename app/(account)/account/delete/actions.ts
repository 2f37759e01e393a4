"use server";

import { deleteAccount } from "@/lib/users/delete-account";
import { formAction } from "@/lib/web/adapters/action";
import { leadsTo } from "@/lib/web/adapters/leads-to";

export const submitDeletion = formAction(deleteAccount, leadsTo("/login", "account-deleted"));
