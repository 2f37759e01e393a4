// The API's own answer to an unknown path, instead of a page.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { plainRoute } from "@/lib/web/adapters/plain-route";

export const notFoundRoute = plainRoute("not-found", () => {
  throw new AppError("NOT_FOUND");
});
