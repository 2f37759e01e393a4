"use server";

import { changeSettingAction } from "@/lib/web/entrances/admin-actions";

export const submitSetting = changeSettingAction;
