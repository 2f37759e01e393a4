// The features of the product, one line each. A line here adds a folder of lib with a feature.ts to the product.
import "server-only";

export { notes } from "@/lib/notes/feature";
