// Refuses a malformed id with NOT_FOUND, like an unknown one, before it reaches the database, which accepts only UUIDs.
import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";

/** @throws AppError NOT_FOUND */
export function requireUuid(id: string): string {
  if (!z.uuid().safeParse(id).success) throw new AppError("NOT_FOUND");
  return id;
}
