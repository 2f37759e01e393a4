// Lets a change pass that another request has made first.
import "server-only";
import { AppError } from "@/lib/errors/app-error";

export async function unlessSettled(change: Promise<unknown>): Promise<void> {
  try {
    await change;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "CONFLICT") throw error;
  }
}
