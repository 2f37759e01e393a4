// Ids for rows created directly in an instance's database. The app's own ids ascend with time, and lists are in their order.
import { idAt } from "@/prisma/seed-time";

let last = 0;

/** Greater than those that this process created before. */
export function newId(): string {
  last = Math.max(Date.now(), last + 1);
  return idAt(last);
}
