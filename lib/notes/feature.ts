// Declares the demo feature, notes, to the rest of the product.
import "server-only";
import type { Feature } from "@/lib/access/feature-spec";
import { MAX_NOTES } from "./max-notes";
import { NEW_NOTE } from "./new-note";

export const notes = {
  name: "notes",
  navigation: { label: "Notes", icon: "pen", minRole: "readonly" },
  create: { ...NEW_NOTE, minRole: "member" },
  flashes: {
    "note-created": "The note was created.",
    "note-saved": "The note was saved.",
    "note-deleted": "The note was deleted.",
  },
  exports: {
    notes: {
      description: "The notes you wrote, except in suspended organizations",
      load: async () => (await import("./export-own-notes")).exportOwnNotes,
    },
  },
  actions: ["notes.create", "notes.delete", "notes.improve", "notes.summarize", "notes.update"],
  auditNames: { note: async () => (await import("./note-titles")).noteTitles },
  dashboard: async () => (await import("./dashboard-part")).notesOnDashboard,
  search: async () => (await import("./search-part")).notesInSearch,
  planFeatures: [MAX_NOTES],
} as const satisfies Feature;
