// The features of the product, one line each. Each line adds a folder of lib that has a feature.ts to the product.
import "server-only";

export { notes } from "@/lib/notes/feature";
