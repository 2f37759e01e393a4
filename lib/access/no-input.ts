// The input of operations that take none: an empty object, and nothing in it.
import { z } from "zod";

export const NoInput = z.strictObject({});
