"use server";

import { changeSetting } from "@/lib/admin/change-setting";
import { setModelPrice } from "@/lib/credits/set-model-price";
import { formAction } from "@/lib/web/adapters/action";
import { leadsTo } from "@/lib/web/adapters/leads-to";

export const submitSwitch = formAction(changeSetting, leadsTo("/admin/ai", "setting-changed"));
export const submitPrice = formAction(setModelPrice, leadsTo("/admin/ai", "model-price-set"));
