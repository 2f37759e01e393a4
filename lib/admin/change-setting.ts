// Changes a setting of the running system. Every process applies it to requests that start afterwards.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { parseInput } from "@/lib/access/parse-input";
import { ownRow } from "@/lib/access/recheck";
import { lockNames } from "@/lib/db/locks";
import { AppError } from "@/lib/errors/app-error";
import { isSettingName, SETTINGS } from "@/lib/settings/settings";
import { z } from "zod";
import { ChangeSettingInput } from "./schemas";

export const changeSetting = adminOperation({
  name: "admin.change-setting",
  accepts: sessionOrToken,
  effect: "write",
  limit: generalLimitOnly,
  input: ChangeSettingInput,
  lock: ownRow,
  run: async ({ db }, { name, value: given }) => {
    if (!isSettingName(name)) throw new AppError("NOT_FOUND");
    const { value } = parseInput(z.strictObject({ value: SETTINGS[name].value }), { value: given });
    // Serializes changes, so that the audit entry names the value that was actually replaced.
    await lockNames(db, "setting", name);
    const before = await db.systemSetting.findUnique({ where: { name }, select: { value: true } });
    await db.systemSetting.upsert({ where: { name }, create: { name, value }, update: { value }, select: { name: true } });
    return { name, before: before?.value ?? SETTINGS[name].default, after: value };
  },
  audit: ({ input, output }) => ({
    entityType: "setting",
    entityId: input.name,
    before: { value: output.before },
    after: { value: output.after },
  }),
});
