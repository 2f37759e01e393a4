// The accepted methods. A route returns 405 for those that it does not implement; methods that no route implements are
// refused here.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { isApi } from "./paths";

export const API_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
/** Forms post to the page they are on. */
const PAGE_METHODS = ["GET", "HEAD", "POST"] as const;

export function methodsOf(path: string): readonly string[] {
  return isApi(path) ? API_METHODS : PAGE_METHODS;
}

/** @throws AppError METHOD_NOT_ALLOWED */
export function assertMethod(method: string, path: string): void {
  if (!methodsOf(path).includes(method)) throw new AppError("METHOD_NOT_ALLOWED");
}
