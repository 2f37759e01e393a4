"use server";

import { changeSettingAction } from "@/lib/web/admin-actions";

export const submitSetting = changeSettingAction;
