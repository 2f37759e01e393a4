// Reads the state of the database over the pool, under the app's own role instead of one of its transaction roles, so that a
// health check needs no connection of its own.
import "server-only";
import { database } from "./client";
import type { Read } from "./connected";

export const readAsApp: Read = <Row extends object>(sql: TemplateStringsArray) => database().$queryRaw<Row[]>(sql);
