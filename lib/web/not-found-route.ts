// What the API answers where it has nothing, in its own form instead of a page.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { problemResponse } from "./edge/problem";
import { requestFacts } from "./request-facts";
import type { RouteHandler } from "./route";

export const notFoundRoute: RouteHandler = async () =>
  problemResponse(new AppError("NOT_FOUND"), (await requestFacts()).requestId);
