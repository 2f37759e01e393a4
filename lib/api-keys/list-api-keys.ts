// The personal API keys of the user who asks or, for an organization's admins, those of the other members or the
// organization's keys, newest first, without those that were revoked.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { roleAtLeast } from "@/lib/access/roles";
import { AppError } from "@/lib/errors/app-error";
import { pageOutput } from "@/lib/lists/page-output";
import { createdBefore, pageOf, timeCursor, type Page } from "@/lib/lists/pages";
import { COLUMNS, viewApiKey } from "./queries";
import { ApiKeyView, ListApiKeysInput } from "./schemas";

export const listApiKeys = orgOperation({
  name: "api-keys.list",
  accepts: sessionOrToken,
  effect: "read",
  minRole: "readonly",
  limit: generalLimitOnly,
  input: ListApiKeysInput,
  output: pageOutput(ApiKeyView),
  run: async ({ db, actor }, { owner, limit, cursor }): Promise<Page<ApiKeyView>> => {
    if (owner !== "user" && !roleAtLeast(actor.role, "org_admin")) throw new AppError("ACCESS_DENIED");
    const userId = { user: actor.user.id, organization: null, members: { not: actor.user.id } }[owner];
    const rows = await db.apiKey.findMany({
      where: { AND: [{ userId, revokedAt: null }, createdBefore(cursor) ?? {}] },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
      select: COLUMNS,
    });
    return pageOf(rows, limit, ({ createdAt, id }) => timeCursor(createdAt, id), viewApiKey);
  },
});
