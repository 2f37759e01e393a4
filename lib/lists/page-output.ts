// The schema of a page of a list in a response.
import "server-only";
import { z } from "zod";

export const pageOutput = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next_cursor: z.string().nullable() });
