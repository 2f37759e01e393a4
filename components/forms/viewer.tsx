"use client";

import { createContext, useContext, useEffect, type ReactNode } from "react";
import { VIEWER_FIELD } from "@/lib/web/adapters/form-state";
import { dropDraftOfOthers } from "./draft";

const ViewerContext = createContext<string | null>(null);

/**
 * Tells the forms inside for which user the page was rendered. The frames of signed-in pages use this component; a signed-in
 * page without a frame must use it itself.
 */
export function Viewer({ id, children }: { id: string | undefined; children: ReactNode }) {
  useEffect(() => {
    if (id !== undefined) dropDraftOfOthers(id);
  }, [id]);
  return <ViewerContext value={id ?? null}>{children}</ViewerContext>;
}

/** The user's id, or null on a page that is not rendered for one user. */
export function useViewer(): string | null {
  return useContext(ViewerContext);
}

export function ViewerField() {
  const viewer = useViewer();
  return viewer === null ? null : <input type="hidden" name={VIEWER_FIELD} value={viewer} />;
}
