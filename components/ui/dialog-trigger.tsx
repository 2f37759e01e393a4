"use client";

import { Button, type ButtonProps } from "./button";

function showInOlderBrowsers(dialogId: string) {
  if ("command" in HTMLButtonElement.prototype) return;
  const dialog = document.getElementById(dialogId);
  if (dialog instanceof HTMLDialogElement) dialog.showModal();
}

/**
 * Opens a dialog by its id. Browsers with invoker commands need no JavaScript for this; the script is a fallback for the
 * others.
 */
export function DialogTrigger({ dialogId, ...rest }: ButtonProps & { dialogId: string }) {
  return (
    <Button
      {...{ command: "show-modal", commandfor: dialogId }}
      aria-haspopup="dialog"
      onClick={() => showInOlderBrowsers(dialogId)}
      {...rest}
    />
  );
}
