"use client";

import { useEffect } from "react";
import { dropDraft } from "./draft";

/** For a page where nobody is on the way back to a form. */
export function ForgetDraft() {
  useEffect(dropDraft, []);
  return null;
}
