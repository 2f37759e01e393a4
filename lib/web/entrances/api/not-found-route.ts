// The API's own response to an unknown path, instead of a page.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { routeWithoutOperation } from "@/lib/web/adapters/route-without-operation";

export const notFoundRoute = routeWithoutOperation("not-found", () => {
  throw new AppError("NOT_FOUND");
});
