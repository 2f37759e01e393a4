// Reads the state of the database over the pool, under the app's own role, so that a health check needs no connection of its
// own.
import "server-only";
import { asApp } from "./client";
import type { Read } from "./connected";

export const readAsApp: Read = <Row extends object>(sql: TemplateStringsArray) => asApp((db) => db.$queryRaw<Row[]>(sql));
