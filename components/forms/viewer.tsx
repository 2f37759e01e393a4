"use client";

import { createContext, useContext, useEffect, useMemo, type ReactNode } from "react";
import { VIEWER_FIELD } from "@/lib/web/adapters/form-state";
import { dropDraftOfOthers } from "./draft";

interface Viewing {
  id: string | null;
  /** Where a user without a password proves who they are; null if there is no such place. */
  confirmHref: string | null;
}

const ViewerContext = createContext<Viewing>({ id: null, confirmHref: null });

interface ViewerProps {
  id: string | undefined;
  confirmHref?: string | null;
  children: ReactNode;
}

/**
 * Tells the forms inside for which user the page was rendered. The frames of signed-in pages use this component; a signed-in
 * page without a frame must use it itself.
 */
export function Viewer({ id, confirmHref = null, children }: ViewerProps) {
  useEffect(() => {
    if (id !== undefined) dropDraftOfOthers(id);
  }, [id]);
  const viewing = useMemo(() => ({ id: id ?? null, confirmHref }), [id, confirmHref]);
  return <ViewerContext value={viewing}>{children}</ViewerContext>;
}

/** The user's id, or null on a page that is not rendered for one user. */
export function useViewer(): string | null {
  return useContext(ViewerContext).id;
}

export function useConfirmHref(): string | null {
  return useContext(ViewerContext).confirmHref;
}

export function ViewerField() {
  const viewer = useViewer();
  return viewer === null ? null : <input type="hidden" name={VIEWER_FIELD} value={viewer} />;
}
