"use server";

import { changeSetting } from "@/lib/admin/change-setting";
import { formAction } from "@/lib/web/adapters/action";
import { leadsTo } from "@/lib/web/adapters/leads-to";

export const submitSetting = formAction(changeSetting, leadsTo("/admin/settings", "setting-changed"));
