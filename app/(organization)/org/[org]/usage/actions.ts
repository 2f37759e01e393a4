"use server";

import { changeOverage } from "@/lib/usage/change-overage";
import { orgAction } from "@/lib/web/adapters/action";
import { leadsToPage } from "@/lib/web/adapters/leads-to";

export const submitOverage = orgAction(changeOverage, leadsToPage("usage", "overage-saved"));
