// The link to the editor for a new note, for the dashboard and the command palette.
import "server-only";
import type { FeatureLink } from "@/lib/access/feature-spec";

export const NEW_NOTE = { label: "New note", path: "/notes/new" } as const satisfies FeatureLink;
