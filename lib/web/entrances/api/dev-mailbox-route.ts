// The development mailbox as JSON. Outside development the route returns 404.
import "server-only";
import { z } from "zod";
import { readDevMailbox } from "@/lib/email/dev-mailbox";
import { isDevelopment } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { jsonAnswer } from "@/lib/web/http/answer";
import { routeWithoutOperation } from "@/lib/web/adapters/route-without-operation";
import { readQuery } from "@/lib/web/http/query";

const Query = z.strictObject({ to: z.string() });

export const devMailboxRoute = routeWithoutOperation("dev-mailbox", async (request) => {
  if (!isDevelopment()) throw new AppError("NOT_FOUND");
  const { to = null } = readQuery(request.url, Query, []);
  return jsonAnswer({ items: await readDevMailbox(to) });
});
