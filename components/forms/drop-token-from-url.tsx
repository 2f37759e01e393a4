"use client";

import { useEffect } from "react";

/** Takes the token of a mailed link out of the address bar and the history, once the page has it. */
export function DropTokenFromUrl() {
  useEffect(() => {
    // After Next has taken over the history: it would put the address it knows back otherwise.
    const timer = setTimeout(() => {
      const url = new URL(location.href);
      if (!url.searchParams.has("token")) return;
      url.searchParams.delete("token");
      history.replaceState(null, "", url);
    });
    return () => clearTimeout(timer);
  }, []);
  return null;
}
