// The features of the product, one line each: a line here makes a folder of lib with a feature.ts part of the product.
import "server-only";

export { notes } from "@/lib/notes/feature";
