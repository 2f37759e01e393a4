// The input of operations that take none: a strict empty object.
import "server-only";
import { z } from "zod";

export const NoInput = z.strictObject({});
