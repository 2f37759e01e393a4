// What the API answers where it has nothing, in its own form instead of a page.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { plainRoute } from "@/lib/web/adapters/plain-route";

export const notFoundRoute = plainRoute("not-found", () => {
  throw new AppError("NOT_FOUND");
});
