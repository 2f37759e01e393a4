// The features of the product. Each line adds one folder of lib, by its feature.ts.
import "server-only";

export { notes } from "@/lib/notes/feature";
