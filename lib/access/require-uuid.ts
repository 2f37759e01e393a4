// An id that can name nothing is refused like one that names nothing, before the database is asked, which takes uuids alone.
import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";

/** @throws AppError NOT_FOUND */
export function requireUuid(id: string): void {
  if (!z.uuid().safeParse(id).success) throw new AppError("NOT_FOUND");
}
