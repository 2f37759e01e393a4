// The input of operations that take none: a strict empty object.
import { z } from "zod";

export const NoInput = z.strictObject({});
