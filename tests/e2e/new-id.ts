// Ids for rows created directly in an instance's database. The app's own ids ascend with time, and lists are in their order.
import { randomBytes } from "node:crypto";

let last = 0;

/** A UUID version 7 (RFC 9562 §5.7), greater than those that this process created before. */
export function newId(): string {
  last = Math.max(Date.now(), last + 1);
  const [time, random] = [last.toString(16).padStart(12, "0"), randomBytes(9).toString("hex")];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-a${random.slice(3, 6)}-${random.slice(6)}`;
}
