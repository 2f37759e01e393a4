// Lets a change pass that another request has made first.
import "server-only";
import { AppError } from "@/lib/errors/app-error";

/** @returns whether this request has made the change */
export async function unlessSettled(change: Promise<unknown>): Promise<boolean> {
  try {
    await change;
    return true;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "CONFLICT") throw error;
    return false;
  }
}
